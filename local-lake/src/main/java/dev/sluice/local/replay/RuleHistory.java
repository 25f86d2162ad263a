package dev.sluice.local.replay;

import dev.sluice.core.alert.AlertPublisher;
import dev.sluice.core.alert.RuleReplay;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.RawKeyReader;
import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.record.Period;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.TrustedPartitions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Runs a pipeline's rules over a period of its raw history, partition by partition: the records of
 * one are typed, freed of duplicates and put in order of event time as for a table, on disk if they
 * are many, but go through the rules instead.
 */
public final class RuleHistory {
  private static final long SORT_BYTES = 48 << 20;
  private static final String COLUMN = "field_%d";

  private final Pipeline pipeline;
  private final ObjectStore bucket;
  private final Path folder;

  /**
   * What was read.
   *
   * @param records of the period, each id once
   * @param dropped records without id, time or key, and broken lines
   * @param far records whose event time is too far from their arrival, copies counted
   * @param unreadable objects that can't be read, with the reason; their partitions are left out
   */
  public record Outcome(long records, long dropped, long far, List<String> unreadable) {}

  /**
   * Of a pipeline with a stream.
   *
   * @param bucket the lake's; what is put must not get there
   * @param folder for temporary files
   */
  public RuleHistory(Pipeline pipeline, ObjectStore bucket, Path folder) {
    this.pipeline = pipeline;
    this.bucket = bucket;
    this.folder = folder;
  }

  /**
   * Gives the alerts of a period.
   *
   * @param window in which a rule's further violations by a device are merged
   */
  public Outcome run(Period period, Duration window, AlertPublisher alerts) throws IOException {
    Pipeline history = withHistory(pipeline);
    Input stream = history.inputs().get(0);
    RuleReplay replay = new RuleReplay(pipeline, window, alerts);
    PartitionTransform transform =
        new PartitionTransform(
            history,
            new BelievedRaw(bucket),
            new HistoryWriter(pipeline.record(), period, replay),
            new PartitionTransform.Workspace(folder, SORT_BYTES));
    TreeMap<String, String> unreadable = new TreeMap<>();
    long dropped = 0;
    for (TrustedPartition partition : partitions(history, stream)) {
      if (partition.period().meets(period)) {
        PartitionOutcome outcome = transform.bringUpToDate(partition, RewritePolicy.BY_FINGERPRINT);
        if (outcome instanceof PartitionOutcome.Rewritten read) {
          dropped += read.counts().dropped();
        } else if (outcome instanceof PartitionOutcome.Unreadable not) {
          unreadable.put(not.objectKey(), not.objectKey() + ": " + not.reason());
        } else if (outcome instanceof PartitionOutcome.Failed not) {
          unreadable.put(partition.name(), partition.name() + ": " + not.reason());
        }
      }
    }
    replay.end();
    return new Outcome(
        replay.records(), dropped, far(stream, period), List.copyOf(unreadable.values()));
  }

  private List<TrustedPartition> partitions(Pipeline history, Input stream) throws IOException {
    try (Stream<ObjectInfo> listing =
        new BelievedRaw(bucket).list(stream.layout().prefix() + "/")) {
      return TrustedPartitions.of(history, stream, listing).partitions();
    }
  }

  /** How many records that arrived in the period's partitions are left out for their time. */
  private long far(Input stream, Period period) throws IOException {
    RawKeyReader keys = new RawKeyReader(stream.layout());
    long records = 0;
    try (Stream<ObjectInfo> listing = bucket.list(stream.layout().prefix() + "/")) {
      for (ObjectInfo object : listing.filter(BelievedRaw::isFar).toList()) {
        if (keys.read(object.key()) && keys.period(stream.layout().partition()).meets(period)) {
          records +=
              bucket
                  .head(object.key())
                  .map(info -> Long.parseLong(info.metadata().getOrDefault("records", "0")))
                  .orElse(0L);
        }
      }
    }
    return records;
  }

  /** The pipeline with one table: the stream's records by time. */
  private static Pipeline withHistory(Pipeline given) {
    return new Pipeline(
        given.name(),
        given.feeds(),
        given.stream(),
        List.of(Input.ofStream(given.raw())),
        List.of(history(given.record(), given.raw().partition())),
        List.of(),
        List.of());
  }

  private static TrustedTable.Dedupe dedupe(RecordSpec record, List<String> id) {
    return record.id().isContent()
        ? TrustedTable.Dedupe.byContent(id)
        : new TrustedTable.Dedupe(id, Optional.empty());
  }

  private static TrustedTable history(RecordSpec record, List<PartitionField> partition) {
    List<String> required = List.of(record.timeField(), record.keyField());
    Map<String, String> names = new HashMap<>();
    List<TrustedTable.Column> columns = new ArrayList<>();
    for (Field field : record.schema().fields()) {
      names.put(field.name(), COLUMN.formatted(columns.size()));
      boolean isTime = field.name().equals(record.timeField());
      columns.add(
          new TrustedTable.Column(
              names.get(field.name()),
              field.type(),
              field.from(),
              isTime ? ColumnRule.writtenAs(record.timeFormat()) : ColumnRule.NONE,
              required.contains(field.name()) || record.id().needs(field.name()),
              true,
              ""));
    }
    TrustedTable.Dedupe dedupe =
        dedupe(record, record.id().fields().stream().map(names::get).toList());
    return new TrustedTable(
        "history",
        Input.STREAM,
        columns,
        new TrustedTable.Rows(dedupe, List.of(names.get(record.timeField())), Optional.empty()),
        TableFormat.Storage.plain(partition, Optional.empty()),
        Checks.NONE);
  }
}
