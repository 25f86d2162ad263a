package dev.sluice.localaws.lambda;

/** A function that could not start. */
final class InitException extends Exception {
  private final String type;

  InitException(String type, String message) {
    super(message);
    this.type = type;
  }

  String type() {
    return type;
  }
}
