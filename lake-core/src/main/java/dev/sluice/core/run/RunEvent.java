package dev.sluice.core.run;

import dev.sluice.core.run.state.Lease;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.trusted.Rebuild;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What an invocation is for.
 *
 * @param time of the event; nothing is asked of the wall clock
 * @param requestId of the invocation; its repetitions have the same one
 * @param remainingMillis of the invocation's time limit
 */
public record RunEvent(Instant time, Cause cause, String requestId, LongSupplier remainingMillis) {
  private static final Duration LEASE_MARGIN = Duration.ofSeconds(30);

  /** As long as this invocation may still be at work. */
  Lease lease() {
    Duration left = Duration.ofMillis(remainingMillis.getAsLong());
    return new Lease(requestId, time, time.plus(left).plus(LEASE_MARGIN));
  }

  /** The executions whose state is to be polled: the one that ended, or all. */
  Set<String> toPoll(Run run) {
    Set<String> toPoll = new HashSet<>();
    if (cause instanceof Cause.TaskEnded ended) {
      toPoll.add(ended.executionId());
    } else {
      run.tasks().forEach(task -> toPoll.add(task.executionId()));
    }
    toPoll.remove(""); // of what was never started
    return toPoll;
  }

  /** What happened. */
  public sealed interface Cause {
    /**
     * It is time for a run, or for the next look at the one at work.
     *
     * @param rebuild partitions that are to be made again; a run at work is not changed
     */
    record Schedule(Optional<Rebuild> rebuild) implements Cause {}

    /** The run at work, if there is one, is to be looked at: events may have been lost. */
    record Watchdog() implements Cause {}

    /** A query or a job run has ended. */
    record TaskEnded(String executionId) implements Cause {}

    /** A crawler has ended a crawl. */
    record CrawlEnded() implements Cause {}
  }
}
