package dev.sluice.core.run;

import dev.sluice.core.record.Period;
import dev.sluice.core.run.state.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What wakes a run.
 *
 * @param time of the event; nothing is asked of the wall clock
 * @param requestId of the invocation; its repetitions have the same one
 * @param remainingMillis of the invocation's time limit
 */
public record Wake(Instant time, Cause cause, String requestId, LongSupplier remainingMillis) {
  private static final Duration LEASE_MARGIN = Duration.ofSeconds(30);

  /** As long as this invocation may still be at work. */
  Lease lease() {
    Duration left = Duration.ofMillis(remainingMillis.getAsLong());
    return new Lease(requestId, time, time.plus(left).plus(LEASE_MARGIN));
  }

  /** Why. */
  public sealed interface Cause {
    /**
     * It is time for a run, or for the next look at the one at work.
     *
     * @param rebuild partitions of that time are to be made anew; a run at work is not changed
     */
    record Schedule(Optional<Period> rebuild) implements Cause {}

    /** The run at work, if there is one, is to be looked at: events may have been lost. */
    record Watchdog() implements Cause {}

    /** A query or a job run has ended. */
    record TaskEnded(String executionId) implements Cause {}

    /** A crawler has ended a crawl. */
    record CrawlEnded() implements Cause {}
  }
}
