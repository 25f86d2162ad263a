package dev.sluice.localaws.http;

/** Makes the front drop the connection instead of answering, as a network failure would. */
public final class LostAnswerException extends RuntimeException {
  public LostAnswerException(String message) {
    super(message);
  }
}
