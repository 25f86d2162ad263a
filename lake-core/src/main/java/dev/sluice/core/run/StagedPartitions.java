package dev.sluice.core.run;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.PartitionKeeper.Committed;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.flaw.Flaws;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Partitions that were made and are not in their tables before all are. What comes of them is
 * counted then; that of others at once.
 */
final class StagedPartitions {
  private final Pipeline pipeline;
  private final PartitionTransform transform;
  private final PartitionTotals totals;
  private final List<Staged> staged = new ArrayList<>();
  private boolean hasMade;

  private record Staged(TrustedPartition partition, PartitionOutcome outcome) {}

  StagedPartitions(Pipeline pipeline, PartitionTransform transform, PartitionTotals totals) {
    this.pipeline = pipeline;
    this.transform = transform;
    this.totals = totals;
  }

  void add(TrustedPartition partition, PartitionOutcome outcome) {
    if (transform.keeper(partition.table()).isStaged(partition)) {
      staged.add(new Staged(partition, outcome));
      hasMade |= outcome instanceof PartitionOutcome.Rewritten;
    } else {
      totals.add(partition, outcome);
    }
  }

  /** Whether this invocation has made any. */
  boolean hasMade() {
    return hasMade;
  }

  /** Notes what waits, so that the next invocation can go on. */
  void save() throws IOException {
    for (TrustedTable table : pipeline.trusted()) {
      transform.keeper(table).save();
    }
  }

  /** Commits each table that has any; a table that can't be committed costs itself alone. */
  void commit(RewritePolicy policy) throws IOException {
    save();
    Map<String, Committed> byTable = new HashMap<>();
    for (Staged each : staged) {
      TrustedTable table = each.partition.table();
      if (!byTable.containsKey(table.name())) {
        byTable.put(table.name(), transform.keeper(table).committed(table, policy));
      }
      Committed committed = byTable.get(table.name());
      Optional<String> left = committed.left(each.partition.path());
      totals.add(
          each.partition,
          left.isEmpty()
              ? each.outcome
              : new PartitionOutcome.Failed(
                  left.get(), committed.remedy(), Flaws.NONE, existing(each.partition, policy)));
    }
    byTable.forEach((table, committed) -> totals.addUnclean(table, committed.unclean()));
  }

  private Optional<PartitionOutcome.UpToDate> existing(
      TrustedPartition partition, RewritePolicy policy) {
    try {
      return transform.existing(partition, policy);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
