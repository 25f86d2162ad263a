package dev.sluice.local.cli.client;

/** A call of the lake's services that was refused. */
final class ServiceFailure extends CommandFailure {
  private static final long serialVersionUID = 1;

  private final String code;

  ServiceFailure(String operation, String message, String code) {
    super("%s: %s (%s)".formatted(operation, message, code));
    this.code = code;
  }

  boolean is(String otherCode) {
    return code.equals(otherCode);
  }
}
