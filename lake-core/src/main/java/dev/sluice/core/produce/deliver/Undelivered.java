package dev.sluice.core.produce.deliver;

/**
 * An entry that did not surely reach the stream.
 *
 * @param entry as it was sent
 * @param state whether the stream refused it or left it open
 * @param reason the last answer
 */
public record Undelivered(Entry entry, State state, String reason) {
  /** What is known of the entry. */
  public enum State {
    /** It is not in the stream. */
    REFUSED,
    /** It may be in the stream. */
    UNKNOWN
  }
}
