package dev.sluice.job;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.run.state.JobReport;
import dev.sluice.core.trusted.PartitionKeeper.Committed;
import dev.sluice.core.trusted.flaw.Flaws;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What became of the partitions. */
final class JobOutcome {
  private final Map<String, Long> rewritten = new LinkedHashMap<>();
  private final List<JobReport.Left> left = new ArrayList<>();
  private final Consumer<String> log;

  JobOutcome(Pipeline pipeline, Consumer<String> log) {
    this.log = log;
    for (TrustedTable table : pipeline.trusted()) {
      rewritten.put(table.name(), 0L);
    }
  }

  /** It is in its table, if the table was committed. */
  void add(Target.Name partition, Map<String, Committed> committed) {
    Committed table = committed.get(partition.table());
    String reason = table == null ? "" : table.left(partition.unit().path()).orElse("");
    if (reason.isEmpty()) {
      rewritten.merge(partition.table(), 1L, Long::sum);
    } else {
      left.add(
          new JobReport.Left(
              partition.table(), partition.partition(), "", reason, Flaws.NONE, table.remedy()));
      // The reason may name values of the records.
      log(partition, "the report says why");
    }
  }

  private void log(Target.Name partition, String why) {
    log.accept(
        "Left as it was: partition %s of '%s': %s"
            .formatted(partition.partition(), partition.table(), why));
  }

  /** Old files of tables that have their rows are no partition's failure. */
  void logUnclean(Map<String, Committed> committed) {
    committed.forEach(
        (table, each) -> {
          if (!each.unclean().isEmpty()) {
            log.accept(
                "Table '%s' has all its rows, but old snapshots and files could not be removed: %s"
                    .formatted(table, each.unclean()));
          }
        });
  }

  /** A raw object of it can't be read, or its rows are refused. */
  void leave(Target.Name partition, Made made) {
    left.add(
        new JobReport.Left(
            partition.table(), partition.partition(), made.key(), made.reason(), made.flaws()));
    log(
        partition,
        made.key().isEmpty()
            ? "its rows are refused"
            : made.key() + " can't be read: " + made.reason());
  }

  /** All its raw objects were deleted. */
  void leave(JobReport.Left vanished) {
    left.add(vanished);
  }

  JobReport report(String run) {
    return new JobReport(run, rewritten, left);
  }
}
