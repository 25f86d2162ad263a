package dev.sluice.core.trusted;

import dev.sluice.core.event.KinesisEventJson;
import dev.sluice.core.event.KinesisEventReader;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.raw.RawBatchWriter;
import dev.sluice.core.trusted.rows.RowCounts;
import dev.sluice.core.trusted.rows.TextTableWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A stream's raw as the batch writer writes it, and trusted made of it. */
final class StreamLake {
  final InMemoryObjectStore store;
  final Pipeline pipeline;
  private final Path folder;
  private final RawBatchWriter writer;
  long sortBytes = 1 << 20;
  private int sequence;

  /**
   * @param tableBy by how many fields the table is partitioned
   */
  StreamLake(InMemoryObjectStore store, RawLayout layout, int tableBy, Path folder) {
    this(store, FarmLake.pipeline(layout, table(layout, tableBy), List.of()), folder);
  }

  /** Of a pipeline {@code farm} with a table {@code readings}. */
  StreamLake(InMemoryObjectStore store, Pipeline pipeline, Path folder) {
    this.store = store;
    this.pipeline = pipeline;
    this.folder = folder;
    writer = new RawBatchWriter(pipeline, store);
  }

  private static TrustedTable table(RawLayout layout, int tableBy) {
    return new TrustedTable(
        "readings",
        FarmLake.TABLE.columns(),
        "reading_id",
        List.of(),
        layout.partition().subList(0, tableBy));
  }

  /** A layout of a stream that believes times a week before arrival and ten minutes after. */
  static RawLayout weekLate(PartitionField finest) {
    return new RawLayout(
        "raw/farm",
        List.of(PartitionField.values()).subList(0, finest.ordinal() + 1),
        RawLayout.Style.HIVE,
        Optional.of(Duration.ofDays(7)),
        Duration.ofMinutes(10));
  }

  /** A record; the time is JSON. */
  static String payload(String id, String time) {
    return "{\"id\":\"%s\",\"timestamp\":%s,\"data\":\"1\"}".formatted(id, time);
  }

  void put(String payload, Instant arrival) throws IOException {
    KinesisEventJson event =
        new KinesisEventJson("shardId-000000000000")
            .add("%09d".formatted(sequence++), payload, arrival.toEpochMilli());
    writer.write(new KinesisEventReader().read(new ByteArrayInputStream(event.bytes())));
  }

  /** Brings all partitions up to date, and gives the counts of all. */
  RowCounts run() throws IOException {
    run(RewritePolicy.BY_FINGERPRINT);
    return run(RewritePolicy.BY_FINGERPRINT).stream()
        .map(outcome -> ((PartitionOutcome.UpToDate) outcome).rows().counts())
        .reduce(RowCounts.ZERO, RowCounts::plus);
  }

  /** What becomes of each partition. */
  List<PartitionOutcome> run(RewritePolicy policy) throws IOException {
    PartitionTransform transform =
        new PartitionTransform(
            pipeline,
            store,
            new TextTableWriter(),
            new PartitionTransform.Workspace(folder, sortBytes));
    List<PartitionOutcome> outcomes = new ArrayList<>();
    for (TrustedPartition partition : new PartitionSurvey(pipeline, store).list().partitions()) {
      outcomes.add(transform.bringUpToDate(partition, policy));
    }
    return outcomes;
  }

  /** Trusted objects by key. */
  Map<String, String> contents() {
    Map<String, String> contents = new TreeMap<>();
    store.keys().stream()
        .filter(key -> key.startsWith("trusted/"))
        .forEach(key -> contents.put(key, store.text(key)));
    return contents;
  }

  /** Partition and id of all rows. */
  List<String> rows() {
    List<String> rows = new ArrayList<>();
    contents()
        .forEach(
            (key, text) ->
                text.lines()
                    .map(line -> line.substring(0, line.indexOf('|')))
                    .forEach(id -> rows.add(partition(key) + " " + id)));
    return rows;
  }

  private static String partition(String key) {
    return key.replaceAll("^trusted/farm/readings/|/part-0.parquet$|[a-z]+=", "").replace('/', '-');
  }

  List<String> ids() {
    return rows().stream().map(row -> row.substring(row.indexOf(' ') + 1)).sorted().toList();
  }
}
