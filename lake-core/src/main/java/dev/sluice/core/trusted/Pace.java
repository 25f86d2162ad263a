package dev.sluice.core.trusted;

import java.util.function.LongSupplier;

/** Whether what takes as long as the longest so far would fit twice into the time left. */
public final class Pace {
  private static final long RESERVE_MILLIS = 10_000;
  private static final long CHECKPOINT_MILLIS = 5_000;

  private final LongSupplier remainingMillis;
  private long started;
  private long longest;
  private long checkpoint;

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

  /** Something begins. */
  public void start() {
    started = remainingMillis.getAsLong();
  }

  /** It has ended. */
  public void stop() {
    longest = Math.max(longest, started - remainingMillis.getAsLong());
  }

  /** Whether nothing should be begun any more. */
  public boolean isShort() {
    return remainingMillis.getAsLong() < RESERVE_MILLIS + 2 * longest;
  }
}
