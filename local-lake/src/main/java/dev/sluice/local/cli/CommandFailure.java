package dev.sluice.local.cli;

/** A command that can't do its work, with a text for the user that says what to do. */
class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  CommandFailure(String message) {
    super(message);
  }

  CommandFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
