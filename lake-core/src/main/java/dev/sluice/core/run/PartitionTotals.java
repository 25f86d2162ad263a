package dev.sluice.core.run;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.run.state.JobReport;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.TableTotals;
import dev.sluice.core.trusted.PartitionFingerprint;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.TablePin;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.rows.RowTally;
import dev.sluice.core.trusted.rows.RowTotals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Adds up what became of partitions, by table. */
final class PartitionTotals {
  private final Map<String, TableTotals> before;
  private final Map<String, TableTotals> tables = new LinkedHashMap<>();
  private final Map<String, TreeMap<String, String>> fingerprints = new LinkedHashMap<>();
  private final Map<String, TablePin> pins = new HashMap<>();
  private final Set<String> unread = new HashSet<>();
  private final List<Run.Failure> failures = new ArrayList<>();
  private boolean hasRewritten;

  /**
   * Totals of nothing.
   *
   * @param before the run's totals so far
   */
  PartitionTotals(Pipeline pipeline, Map<String, TableTotals> before) {
    this.before = before;
    for (TrustedTable table : pipeline.trusted()) {
      tables.put(table.name(), TableTotals.ZERO);
      fingerprints.put(table.name(), new TreeMap<>());
    }
  }

  void add(TrustedPartition partition, PartitionOutcome outcome) {
    if (outcome instanceof PartitionOutcome.Rewritten rewritten) {
      hasRewritten = true;
      add(partition, 1, rewritten.fingerprint(), rewritten.rows());
    } else if (outcome instanceof PartitionOutcome.UpToDate upToDate) {
      keep(partition, Optional.of(upToDate));
    } else if (outcome instanceof PartitionOutcome.Kept kept) {
      keep(partition, Optional.of(kept.made()));
      if (kept.isMissed()) {
        failures.add(missed(partition));
      }
    } else if (outcome instanceof PartitionOutcome.Unreadable unreadable) {
      failures.add(
          left(
              partition.trustedKey(),
              new JobReport.Left(
                  partition.table().name(),
                  partition.name(),
                  unreadable.objectKey(),
                  unreadable.reason())));
      keep(partition, unreadable.existing());
    } else if (outcome instanceof PartitionOutcome.Failed failed) {
      String table = partition.table().name();
      JobReport.Left left =
          new JobReport.Left(table, partition.name(), "", failed.reason(), failed.flaws());
      failures.add(failed(partition.trustedKey(), left, failed.remedy()));
      refuse(left);
      keep(partition, failed.existing());
    }
  }

  /** A table that stays as somebody has put it back. */
  void pin(String table, TablePin pin) {
    pins.put(table, pin);
  }

  /** A table that stays as it was. */
  void refuse(String table, String reason) {
    failures.add(
        new Run.Failure(
            Run.Step.TRANSFORM,
            table,
            "Table '%s' was left as it was: %s".formatted(table, reason),
            "Do what the reason says; the next run makes its partitions."));
  }

  /**
   * A table of which nobody knows what it has: it gets no totals.
   *
   * @param reason why; empty: that was told before
   */
  void leaveOut(String table, String reason) {
    unread.add(table);
    if (!reason.isEmpty()) {
      refuse(table, reason);
    }
  }

  /**
   * A table that has its rows, and old files too.
   *
   * @param reason why they are still there; empty: they are not
   */
  void addUnclean(String table, String reason) {
    if (!reason.isEmpty()) {
      failures.add(
          new Run.Failure(
              Run.Step.TRANSFORM,
              table,
              "Table '%s' has all its rows, but old snapshots and files could not be removed: %s"
                  .formatted(table, reason),
              "Correct what the reason names; the table's next run removes them."));
    }
  }

  /** A partition that stays as it was. */
  void keep(TrustedPartition partition, Optional<PartitionOutcome.UpToDate> existing) {
    existing.ifPresent(
        made -> add(partition, made.isOfRun() ? 1 : 0, made.fingerprint(), made.rows()));
  }

  /** What its rows were refused for counts as found. */
  void refuse(JobReport.Left left) {
    tables.computeIfPresent(left.table(), (name, totals) -> totals.withRefused(left.flaws()));
  }

  private void add(TrustedPartition partition, int rewritten, String fingerprint, RowTotals rows) {
    String table = partition.table().name();
    TableTotals old = tables.get(table);
    tables.put(
        table,
        new TableTotals(
            old.partitions() + 1,
            old.rewritten() + rewritten,
            "",
            old.rows().plus(rows),
            rewritten == 0 ? old.made() : old.made().plus(rows.flaws()),
            old.refused(),
            old.pin()));
    fingerprints.get(table).put(partition.path(), fingerprint);
  }

  /**
   * @param subject the partition's object in trusted
   */
  static Run.Failure left(String subject, JobReport.Left left) {
    if (left.key().isEmpty()) {
      return failed(subject, left, left.remedy().isEmpty() ? RowTally.REMEDY : left.remedy());
    }
    return new Run.Failure(
        Run.Step.TRANSFORM,
        subject,
        "Partition %s of table '%s' was left as it was: can't read '%s': %s"
            .formatted(left.partition(), left.table(), left.key(), left.reason()),
        "Correct the object or move it out of raw; the next run makes the partition.");
  }

  private static Run.Failure failed(String subject, JobReport.Left left, String remedy) {
    return new Run.Failure(
        Run.Step.TRANSFORM,
        subject,
        "Partition %s of table '%s' was left as it was: %s"
            .formatted(left.partition(), left.table(), left.reason()),
        remedy);
  }

  private static Run.Failure missed(TrustedPartition partition) {
    return new Run.Failure(
        Run.Step.TRANSFORM,
        partition.trustedKey(),
        "Partition %s of table '%s' was left as it was: raw objects came for it after others, of"
                .formatted(partition.name(), partition.table().name())
            + " which it was made, had expired",
        "Restore its expired raw objects (the bucket keeps old versions for a while), or move the"
            + " new ones out of raw; and raise RawExpiryDays above the age of late data.");
  }

  /** Whether any partition was rewritten, or failed. */
  boolean hasWorked() {
    return hasRewritten || !failures.isEmpty();
  }

  List<Run.Failure> failures() {
    return failures;
  }

  /**
   * The totals of what was added so far. What was refused before is not tried again, so it stays.
   */
  Map<String, TableTotals> finish() {
    Map<String, TableTotals> finished = new LinkedHashMap<>();
    tables.forEach(
        (name, table) -> {
          TableTotals earlier = before.getOrDefault(name, TableTotals.ZERO);
          finished.put(
              name,
              new TableTotals(
                  table.partitions(),
                  table.rewritten(),
                  PartitionFingerprint.sha256(fingerprints.get(name).toString()),
                  table.rows(),
                  table.made(),
                  table.refused().plus(earlier.refused()),
                  table.pin()));
        });
    pins.forEach((name, pin) -> finished.put(name, TableTotals.of(pin)));
    finished.keySet().removeAll(unread);
    return finished;
  }
}
