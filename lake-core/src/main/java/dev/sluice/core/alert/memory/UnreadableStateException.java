package dev.sluice.core.alert.memory;

/** The state that came with an event is of another format. */
public final class UnreadableStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableStateException(Exception cause) {
    super("The window's state can't be read: " + cause.getMessage(), cause);
  }
}
