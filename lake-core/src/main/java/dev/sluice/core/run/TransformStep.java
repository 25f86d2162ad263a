package dev.sluice.core.run;

import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.store.ObjectStore;
import dev.sluice.core.store.ObjectStore.ObjectInfo;
import dev.sluice.core.trusted.Fingerprint;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.RawPartition;
import dev.sluice.core.trusted.RawPartitions;
import dev.sluice.core.trusted.RowCounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Brings partition after partition up to date while there is time. */
final class TransformStep {
  private static final long RESERVE_MILLIS = 10_000;

  private final Pipeline pipeline;
  private final ObjectStore store;
  private final PartitionTransform transform;

  TransformStep(Pipeline pipeline, ObjectStore store, PartitionTransform transform) {
    this.pipeline = pipeline;
    this.store = store;
    this.transform = transform;
  }

  /**
   * How far it came.
   *
   * @param isComplete whether all partitions were looked at
   * @param tables totals of what was looked at
   * @param failures partitions left as they were
   * @param partitions what is in raw
   * @param strayKeys keys in raw that are not in the layout: some of them
   * @param strays how many there are
   */
  record Progress(
      boolean isComplete,
      Map<String, TableTotals> tables,
      List<Run.Failure> failures,
      List<RawPartition> partitions,
      List<String> strayKeys,
      long strays) {}

  RawPartitions list() throws IOException {
    RawPartitions all = RawPartitions.NONE;
    for (Input input : pipeline.inputs()) {
      if (pipeline.trusted().stream().anyMatch(table -> table.input().equals(input.name()))) {
        all = all.plus(list(input));
      }
    }
    return all;
  }

  private RawPartitions list(Input input) throws IOException {
    try (Stream<ObjectInfo> listing = store.list(input.layout().prefix() + "/")) {
      return RawPartitions.of(pipeline, input, listing);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Goes on until all is done, or the next partition might not be done in time. Rewrites at least
   * one, so that it comes to an end however short the time is.
   *
   * @param before the run's totals so far
   */
  Progress run(Map<String, TableTotals> before, LongSupplier remainingMillis) throws IOException {
    RawPartitions raw = list();
    Totals totals = new Totals(before);
    Pace pace = new Pace(remainingMillis);
    boolean complete = true;
    for (RawPartition partition : raw.partitions()) {
      if (totals.hasRewritten && pace.isShort()) {
        complete = false;
        break;
      }
      pace.start();
      totals.add(partition, transform.bringUpToDate(partition));
      pace.stop();
    }
    return new Progress(
        complete,
        totals.finish(),
        totals.failures,
        raw.partitions(),
        raw.strayKeys(),
        raw.strays());
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

  private final class Totals {
    private final Map<String, TableTotals> before;
    private final Map<String, TableTotals> tables = new LinkedHashMap<>();
    private final Map<String, StringBuilder> fingerprints = new LinkedHashMap<>();
    private final List<Run.Failure> failures = new ArrayList<>();
    private boolean hasRewritten;

    Totals(Map<String, TableTotals> before) {
      this.before = before;
      for (TrustedTable table : pipeline.trusted()) {
        tables.put(table.name(), new TableTotals(0, 0, "", RowCounts.ZERO));
        fingerprints.put(table.name(), new StringBuilder());
      }
    }

    void add(RawPartition partition, PartitionOutcome outcome) {
      if (outcome instanceof PartitionOutcome.Rewritten rewritten) {
        hasRewritten = true;
        add(partition, 1, rewritten.fingerprint(), rewritten.counts());
      } else if (outcome instanceof PartitionOutcome.UpToDate upToDate) {
        add(partition, 0, upToDate.fingerprint(), upToDate.counts());
      } else if (outcome instanceof PartitionOutcome.Unreadable unreadable) {
        failures.add(failure(partition, unreadable));
        unreadable
            .standing()
            .ifPresent(standing -> add(partition, 0, standing.fingerprint(), standing.counts()));
      }
    }

    private void add(RawPartition partition, int rewritten, String fingerprint, RowCounts counts) {
      String table = partition.table().name();
      TableTotals old = tables.get(table);
      RowCounts sum = old.counts().plus(counts);
      tables.put(
          table, new TableTotals(old.partitions() + 1, old.rewritten() + rewritten, "", sum));
      fingerprints.get(table).append(partition.path()).append(fingerprint);
    }

    private Run.Failure failure(RawPartition partition, PartitionOutcome.Unreadable unreadable) {
      return new Run.Failure(
          Run.Step.TRANSFORM,
          "Partition %s of table '%s' was left as it was: can't read '%s': %s"
              .formatted(
                  partition.name(),
                  partition.table().name(),
                  unreadable.objectKey(),
                  unreadable.reason()),
          "Mend the object or move it out of raw; the next run makes the partition.");
    }

    Map<String, TableTotals> finish() {
      tables.replaceAll(
          (name, table) ->
              new TableTotals(
                  table.partitions(),
                  table.rewritten() + (before.containsKey(name) ? before.get(name).rewritten() : 0),
                  Fingerprint.sha256(fingerprints.get(name).toString()),
                  table.counts()));
      return tables;
    }
  }
}
