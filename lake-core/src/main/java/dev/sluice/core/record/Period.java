package dev.sluice.core.record;

import java.time.Instant;

/**
 * A stretch of time.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record Period(Instant from, Instant to) {
  public Period {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("A period from " + from + " to " + to + " is empty");
    }
  }

  /** Whether an instant, in epoch milliseconds, belongs to it. */
  public boolean contains(long epochMillis) {
    return epochMillis >= from.toEpochMilli() && epochMillis < to.toEpochMilli();
  }

  /** The shortest one that has both. */
  public Period hull(Period other) {
    return new Period(
        from.isBefore(other.from) ? from : other.from, to.isAfter(other.to) ? to : other.to);
  }

  /** Whether they have an instant in common. */
  public boolean meets(Period other) {
    return from.isBefore(other.to) && other.from.isBefore(to);
  }
}
