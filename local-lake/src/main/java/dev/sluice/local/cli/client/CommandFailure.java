package dev.sluice.local.cli.client;

/** A command that can't do its work, with a text for the user that says what to do. */
public class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CommandFailure(String message) {
    super(message);
  }

  public CommandFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
