package dev.sluice.core.alert;

/** The state that came with an event is of another format. */
final class UnreadableStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableStateException(Exception cause) {
    super("The window's state can't be read: " + cause.getMessage(), cause);
  }
}
