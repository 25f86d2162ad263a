package dev.sluice.core.trusted;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Whether what takes as long as the longest so far would fit twice into the time left. Things may
 * be at work at once, each in its thread, and count as long as they have taken.
 */
public final class Pace {
  private static final long RESERVE_MILLIS = 10_000;
  private static final long CHECKPOINT_MILLIS = 5_000;

  private final LongSupplier remainingMillis;
  private long longest;
  private long checkpoint;

  /** When that began which has not ended. */
  private final List<Long> open = new ArrayList<>();

  /**
   * @param remainingMillis of an invocation's time limit
   */
  public Pace(LongSupplier remainingMillis) {
    this.remainingMillis = remainingMillis;
    checkpoint = remainingMillis.getAsLong();
  }

  /** Of the invocation's time limit. */
  public LongSupplier remainingMillis() {
    return remainingMillis;
  }

  /** Whether it is time to note how far it came. */
  public boolean isCheckpointDue() {
    long now = remainingMillis.getAsLong();
    boolean isDue = checkpoint - now >= CHECKPOINT_MILLIS;
    checkpoint = isDue ? now : checkpoint;
    return isDue;
  }

  /**
   * Something begins.
   *
   * @return when, to be told when it has ended
   */
  public synchronized long start() {
    long now = remainingMillis.getAsLong();
    open.add(now);
    return now;
  }

  /** It has ended. */
  public synchronized void stop(long started) {
    open.remove((Long) started);
    longest = Math.max(longest, started - remainingMillis.getAsLong());
  }

  /** Whether nothing should be begun any more. */
  public synchronized boolean isShort() {
    long now = remainingMillis.getAsLong();
    long most = longest;
    for (long started : open) {
      most = Math.max(most, started - now);
    }
    return now < RESERVE_MILLIS + 2 * most;
  }

  /** Whether what took longest so far could be done once more, to its end. */
  public synchronized boolean isEnoughForOneMore() {
    return remainingMillis.getAsLong() >= RESERVE_MILLIS + longest;
  }
}
