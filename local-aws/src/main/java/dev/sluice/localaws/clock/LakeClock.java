package dev.sluice.localaws.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The lake's time: a start, the real time passed since, and what was skipped. It never goes back.
 */
public final class LakeClock extends Clock {
  private final InstantSource real;
  private final AtomicReference<Duration> ahead;
  private final ZoneId zone;

  private LakeClock(InstantSource real, AtomicReference<Duration> ahead, ZoneId zone) {
    this.real = real;
    this.ahead = ahead;
    this.zone = zone;
  }

  /** Real time, until it is skipped ahead. */
  public static LakeClock realTime() {
    return new LakeClock(Clock.systemUTC(), new AtomicReference<>(Duration.ZERO), ZoneOffset.UTC);
  }

  /** A clock that shows that instant now. */
  public static LakeClock startingAt(Instant start) {
    long zero = System.nanoTime();
    return over(() -> start.plusNanos(System.nanoTime() - zero));
  }

  /** A clock that only moves when it is skipped: for tests. */
  public static LakeClock stoppedAt(Instant start) {
    return over(() -> start);
  }

  private static LakeClock over(InstantSource real) {
    return new LakeClock(real, new AtomicReference<>(Duration.ZERO), ZoneOffset.UTC);
  }

  /** Moves ahead to that instant; nothing happens if it has passed already. */
  public void skipTo(Instant target) {
    ahead.accumulateAndGet(
        Duration.between(real.instant(), target), (now, wanted) -> max(now, wanted));
  }

  /** Moves ahead by that much. */
  public void skip(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("Time does not go back: " + duration);
    }
    ahead.accumulateAndGet(duration, Duration::plus);
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  @Override
  public Instant instant() {
    return real.instant().plus(ahead.get());
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId newZone) {
    return new LakeClock(real, ahead, newZone);
  }
}
