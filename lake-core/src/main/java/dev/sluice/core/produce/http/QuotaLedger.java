package dev.sluice.core.produce.http;

import dev.sluice.core.pipeline.source.HttpSource.Quota;
import dev.sluice.core.produce.deliver.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Keeps a feed's requests within its quota. Requests are reserved, and the usage with them stored,
 * before the first one is made. Not thread-safe.
 */
final class QuotaLedger {
  private static final long SECOND = 1_000;

  private final Quota quota;
  private final Clock clock;
  private final Sleeper sleeper;
  private final Deque<Long> recent = new ArrayDeque<>();
  private Usage before = Usage.NONE;
  private int reserved;
  private int used;

  QuotaLedger(Quota quota, Clock clock, Sleeper sleeper) {
    this.quota = quota;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /**
   * How many requests were made in an hour and a day, UTC.
   *
   * @param hour when the hour began
   * @param inHour requests since
   * @param day when the day began
   * @param inDay requests since
   */
  record Usage(Instant hour, int inHour, Instant day, int inDay) {
    static final Usage NONE = new Usage(Instant.EPOCH, 0, Instant.EPOCH, 0);

    /** The same in the hour and the day of that time. */
    private Usage at(Instant time) {
      Instant nowHour = time.truncatedTo(ChronoUnit.HOURS);
      Instant nowDay = time.truncatedTo(ChronoUnit.DAYS);
      return new Usage(
          nowHour, nowHour.equals(hour) ? inHour : 0, nowDay, nowDay.equals(day) ? inDay : 0);
    }

    private Usage plus(int requests) {
      return new Usage(hour, inHour + requests, day, inDay + requests);
    }

    private int left(Quota quota) {
      int ofHour = quota.hour().map(limit -> limit - inHour).orElse(Integer.MAX_VALUE);
      int ofDay = quota.day().map(limit -> limit - inDay).orElse(Integer.MAX_VALUE);
      return Math.max(0, Math.min(ofHour, ofDay));
    }
  }

  /** Reserves so many requests, or fewer if the quota is less; returns the usage with them. */
  Usage reserve(Usage soFar, Instant time, int wanted) {
    before = soFar.at(time);
    reserved = Math.min(before.left(quota), wanted);
    used = 0;
    return before.plus(reserved);
  }

  /** The usage without what was reserved and not taken. */
  Usage usage() {
    return before.plus(used);
  }

  /** When a used-up quota is filled again; empty: it is not used up. */
  Optional<Instant> renewed() {
    if (usage().left(quota) > 0) {
      return Optional.empty();
    }
    boolean isDayUsedUp = quota.day().filter(limit -> usage().inDay() >= limit).isPresent();
    return Optional.of(
        isDayUsedUp
            ? before.day().plus(1, ChronoUnit.DAYS)
            : before.hour().plus(1, ChronoUnit.HOURS));
  }

  /** Takes one of the reserved requests, if there is one. */
  boolean take() {
    boolean isLeft = used < reserved;
    used += isLeft ? 1 : 0;
    return isLeft;
  }

  /** Returns when one more request may be made in this second. */
  void await() throws InterruptedException {
    if (quota.second().isEmpty()) {
      return;
    }
    if (recent.size() == quota.second().get()) {
      // One more millisecond: the server's clock may round the other way.
      long wait = recent.removeFirst() + SECOND + 1 - clock.millis();
      if (wait > 0) {
        sleeper.sleep(Duration.ofMillis(Math.min(wait, SECOND + 1)));
      }
    }
    recent.addLast(clock.millis());
  }
}
