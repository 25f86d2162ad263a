package dev.sluice.core.pipeline;

/** What ends a violation that has begun. */
public sealed interface Clearing {
  /** A record for which the condition holds. */
  record Matches(Condition condition) implements Clearing {}

  /**
   * The measured number is inside a band, or outside it: below 33 is outside of 33 to infinity.
   *
   * @param isInside which of both ends it
   */
  record Limit(Band band, boolean isInside) implements Clearing {
    public boolean holds(double number) {
      return isInside != band.isOutside(number);
    }
  }
}
