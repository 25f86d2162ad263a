package dev.sluice.core.run;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.TableTotals;
import dev.sluice.core.trusted.Pace;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.TrustedPartitions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Brings partition after partition up to date while there is time. */
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
    Set<String> failed = run.failed(Run.Step.TRANSFORM);
    TableGates gates = new TableGates(pipeline, transform.survey(), policy, raw);
    gates.tell(run, totals);
    StagedPartitions staged = new StagedPartitions(pipeline, transform, totals);
    Pace pace = new Pace(remainingMillis);
    for (TrustedPartition partition : raw.partitions()) {
      if ((totals.hasWorked() || staged.hasMade()) && pace.isShort()) {
        staged.save();
        return Progress.soFar(totals, FINISHED);
      }
      if (gates.isRefused(partition) || failed.contains(partition.trustedKey())) {
        totals.keep(partition, existing(partition, policy));
        continue;
      }
      String underway = gates.isOpen(partition) ? make(partition, gates, staged, pace) : FINISHED;
      if (!underway.equals(FINISHED)) {
        staged.save();
        return Progress.soFar(totals, underway);
      }
      if (pace.isCheckpointDue()) {
        staged.save();
        checkpoint.save(Progress.soFar(totals, FINISHED).over(run));
      }
    }
    staged.commit(policy);
    return new Progress(true, totals.finish(), totals.failures(), FINISHED);
  }

  /** Makes a partition; if it is not finished, tells how far it is. */
  private String make(
      TrustedPartition partition, TableGates gates, StagedPartitions staged, Pace pace) {
    pace.start();
    PartitionOutcome outcome =
        transform.bringUpToDate(partition, gates.policy(partition), pace.remainingMillis());
    pace.stop();
    if (outcome instanceof PartitionOutcome.Unfinished unfinished) {
      return told(partition, unfinished);
    }
    staged.add(partition, outcome);
    return FINISHED;
  }

  private static String told(TrustedPartition partition, PartitionOutcome.Unfinished unfinished) {
    return "Partition %s of table '%s' is large: %d of %d steps are done, the next invocation goes on"
        .formatted(
            partition.name(), partition.table().name(), unfinished.done(), unfinished.steps());
  }

  /** What a partition that failed already has; unknown, if that can't be read either. */
  private Optional<PartitionOutcome.UpToDate> existing(
      TrustedPartition partition, RewritePolicy policy) {
    try {
      return transform.existing(partition, policy);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
