package dev.sluice.local.play;

/** A play that can't go on; the text says why and what to do. */
public final class PlayException extends RuntimeException {
  private static final long serialVersionUID = 1;

  PlayException(String message) {
    super(message);
  }
}
