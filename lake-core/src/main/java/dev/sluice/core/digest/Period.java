package dev.sluice.core.digest;

import java.time.Instant;

/**
 * A time of arrival in the stream.
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

  /** Whether a record that arrived then, in epoch milliseconds, belongs to it. */
  public boolean contains(long arrivalMillis) {
    return arrivalMillis >= from.toEpochMilli() && arrivalMillis < to.toEpochMilli();
  }
}
