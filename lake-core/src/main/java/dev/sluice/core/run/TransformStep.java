package dev.sluice.core.run;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.TableTotals;
import dev.sluice.core.trusted.Pace;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.TrustedPartitions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** Brings partitions up to date while there is time. */
final class TransformStep {
  private static final String FINISHED = "";

  private final Pipeline pipeline;
  private final PartitionTransform transform;

  TransformStep(Pipeline pipeline, PartitionTransform transform) {
    this.pipeline = pipeline;
    this.transform = transform;
  }

  /** Keeps how far it came, while it goes on. */
  @FunctionalInterface
  interface Checkpoint {
    void save(Run soFar) throws IOException;
  }

  /**
   * How far it came.
   *
   * @param isComplete whether all partitions were looked at
   * @param tables totals of what was looked at
   * @param failures partitions left as they were
   * @param underway which partition is half made, and how far; empty: none is
   */
  record Progress(
      boolean isComplete,
      Map<String, TableTotals> tables,
      List<Run.Failure> failures,
      String underway) {
    private static Progress soFar(PartitionTotals totals, String underway) {
      return new Progress(false, totals.finish(), totals.failures(), underway);
    }

    /** The run that came so far. */
    Run over(Run run) {
      return run.withTables(tables)
          .changed(TableTotals.rewritten(tables) > 0)
          .withFailures(failures);
    }
  }

  /**
   * Goes on until all is done, or the next partition might not be done in time. Rewrites at least
   * one that has not failed in this run, so that it comes to an end however short the time is.
   */
  Progress perform(
      Run run,
      TrustedPartitions raw,
      RewritePolicy policy,
      LongSupplier remainingMillis,
      Checkpoint checkpoint)
      throws IOException {
    PartitionTotals totals = new PartitionTotals(pipeline, run.tables());
    TableGates gates = new TableGates(pipeline, transform.survey(), policy, raw);
    gates.tell(run, totals);
    StagedPartitions staged = new StagedPartitions(pipeline, transform, totals);
    Pace pace = new Pace(remainingMillis);
    Turns.Books books =
        new Turns.Books(
            totals, staged, () -> checkpoint.save(Progress.soFar(totals, FINISHED).over(run)));
    boolean isComplete;
    String underway;
    try (Turns turns = new Turns(transform, policy, pace, books)) {
      begin(raw, run.failed(Run.Step.TRANSFORM), gates, turns);
      isComplete = turns.takeAll();
      underway = turns.underway();
    }
    if (!isComplete) {
      staged.save();
      return Progress.soFar(totals, underway);
    }
    staged.commit(policy);
    return new Progress(true, totals.finish(), totals.failures(), FINISHED);
  }

  private static void begin(
      TrustedPartitions raw, Set<String> failed, TableGates gates, Turns turns) throws IOException {
    for (TrustedPartition partition : raw.partitions()) {
      if (!turns.hasTime()) {
        return;
      }
      if (gates.isRefused(partition) || failed.contains(partition.trustedKey())) {
        turns.keep(partition);
      } else if (gates.isOpen(partition)) {
        turns.begin(partition, gates.policy(partition));
      }
    }
  }
}
