package dev.sluice.core.run;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.trusted.Freshness;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.RawPartition;
import dev.sluice.core.trusted.RawPartitions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Brings partition after partition up to date while there is time. */
final class TransformStep {
  private static final long RESERVE_MILLIS = 10_000;

  private final Pipeline pipeline;
  private final PartitionTransform transform;

  TransformStep(Pipeline pipeline, PartitionTransform transform) {
    this.pipeline = pipeline;
    this.transform = transform;
  }

  /**
   * How far it came.
   *
   * @param isComplete whether all partitions were looked at
   * @param tables totals of what was looked at
   * @param failures partitions left as they were
   */
  record Progress(
      boolean isComplete, Map<String, TableTotals> tables, List<Run.Failure> failures) {}

  /**
   * Goes on until all is done, or the next partition might not be done in time. Rewrites at least
   * one, so that it comes to an end however short the time is.
   */
  Progress perform(Run run, RawPartitions raw, Freshness freshness, LongSupplier remainingMillis)
      throws IOException {
    PartitionTotals totals = new PartitionTotals(pipeline, run.tables());
    Pace pace = new Pace(remainingMillis);
    boolean complete = true;
    for (RawPartition partition : raw.partitions()) {
      if (totals.hasRewritten() && pace.isShort()) {
        complete = false;
        break;
      }
      pace.start();
      totals.add(partition, transform.bringUpToDate(partition, freshness));
      pace.stop();
    }
    return new Progress(complete, totals.finish(), totals.failures());
  }

  /** Whether the longest partition so far would fit twice into the time left. */
  private static final class Pace {
    private final LongSupplier remainingMillis;
    private long started;
    private long longest;

    Pace(LongSupplier remainingMillis) {
      this.remainingMillis = remainingMillis;
    }

    void start() {
      started = remainingMillis.getAsLong();
    }

    void stop() {
      longest = Math.max(longest, started - remainingMillis.getAsLong());
    }

    boolean isShort() {
      return remainingMillis.getAsLong() < RESERVE_MILLIS + 2 * longest;
    }
  }
}
