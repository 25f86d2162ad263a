package dev.sluice.local.standin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;

/** An API's plan: so many calls a second of real time, and an hour and a day of the lake's time. */
final class CallLimits {
  static final int PER_HOUR = 25;
  static final int PER_DAY = 500;
  private static final long SECOND = 1_000_000_000L;

  private final int perSecond;
  private final Deque<Long> recent = new ArrayDeque<>();
  private Instant hour = Instant.EPOCH;
  private Instant day = Instant.EPOCH;
  private int inHour;
  private int inDay;

  CallLimits(int perSecond) {
    this.perSecond = perSecond;
  }

  /** Counts a call; false if it is one too many. */
  synchronized boolean take(Instant time) {
    if (!time.truncatedTo(ChronoUnit.HOURS).equals(hour)) {
      hour = time.truncatedTo(ChronoUnit.HOURS);
      inHour = 0;
    }
    if (!time.truncatedTo(ChronoUnit.DAYS).equals(day)) {
      day = time.truncatedTo(ChronoUnit.DAYS);
      inDay = 0;
    }
    long now = System.nanoTime();
    while (!recent.isEmpty() && now - recent.peekFirst() >= SECOND) {
      recent.removeFirst();
    }
    if (recent.size() >= perSecond || inHour >= PER_HOUR || inDay >= PER_DAY) {
      return false;
    }
    recent.addLast(now);
    inHour++;
    inDay++;
    return true;
  }

  synchronized int leftInHour() {
    return PER_HOUR - inHour;
  }

  synchronized int leftInDay() {
    return PER_DAY - inDay;
  }
}
