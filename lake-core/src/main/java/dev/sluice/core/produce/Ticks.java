package dev.sluice.core.produce;

import java.time.Duration;
import java.time.Instant;

/**
 * The moments at which a source yields records: the whole multiples of a duration since 1970, so
 * that every invocation, however late, names the same ones.
 *
 * @param every the time between two ticks, whole milliseconds
 */
public record Ticks(Duration every) {
  private static final Duration FIRST_SPAN = Duration.ofMinutes(1);

  public Ticks {
    if (every.compareTo(Duration.ofMillis(1)) < 0 || every.toNanosPart() % 1_000_000 != 0) {
      throw new IllegalArgumentException("Ticks are whole milliseconds apart, not " + every);
    }
  }

  /** The last tick at or before that time. */
  public Instant at(Instant time) {
    return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), millis()) * millis());
  }

  /** The number of ticks after {@code from} and up to {@code to}; 0 if there are none. */
  public long between(Instant from, Instant to) {
    long ticks =
        Math.floorDiv(to.toEpochMilli(), millis()) - Math.floorDiv(from.toEpochMilli(), millis());
    return Math.max(0, ticks);
  }

  /** The tick that is {@code count} ticks after the last one at or before {@code from}. */
  public Instant after(Instant from, long count) {
    return at(from).plusMillis(Math.multiplyExact(count, millis()));
  }

  /**
   * Where the first invocation ever, at that time, begins: the ticks after the returned one are
   * its. The schedule's period is not known to it, so it covers what fits into a minute, the
   * shortest period of a schedule, or one tick if they are further apart.
   */
  public Instant beforeFirst(Instant time) {
    long ticks = Math.max(1, FIRST_SPAN.toMillis() / millis());
    return after(time, -ticks);
  }

  private long millis() {
    return every.toMillis();
  }
}
