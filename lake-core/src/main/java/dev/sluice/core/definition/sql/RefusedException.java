package dev.sluice.core.definition.sql;

/** A place from which on a statement can't be understood. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;

  RefusedException(int line, String message) {
    super(message, null, false, false);
    this.line = line;
  }

  int line() {
    return line;
  }
}
