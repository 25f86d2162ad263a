package dev.sluice.core.trusted;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.csv.Dialects;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawFormat;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.trusted.rows.RowCounts;
import dev.sluice.core.trusted.rows.TextTableWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A lake with one table of one input, which is no stream's. */
final class TableLake {
  static final RawFormat.Csv BARS = new RawFormat.Csv(Dialects.withNull("\\N", '|'));
  static final RawFormat JSON = new RawFormat.Json();
  static final String KEY = "raw/things/2026/6/1/things";

  private static final RawLayout LAYOUT =
      new RawLayout(
          "raw/things",
          List.of(PartitionField.values()).subList(0, 3),
          RawLayout.Style.PLAIN,
          false,
          Optional.empty(),
          Duration.ZERO);

  final InMemoryObjectStore store;
  private Pipeline pipeline;
  private final Path folder;

  TableLake(Path folder, RawFormat format, Column... columns) {
    this(folder, format, Optional.empty(), columns);
  }

  TableLake(Path folder, RawFormat format, Optional<Condition> filter, Column... columns) {
    this(
        folder,
        format,
        new TrustedTable.Rows(TrustedTable.Dedupe.by(columns[0].name()), List.of(), filter),
        Checks.NONE,
        columns);
  }

  TableLake(
      Path folder, RawFormat format, TrustedTable.Rows rows, Checks checks, Column... columns) {
    this.folder = folder;
    store = new InMemoryObjectStore();
    TrustedTable table =
        new TrustedTable(
            "things",
            "things",
            List.of(columns),
            rows,
            TableFormat.Storage.plain(List.of(), Optional.empty()),
            checks);
    pipeline = pipeline(new Input("things", LAYOUT, format), table);
  }

  private TableLake(TableLake same, InMemoryObjectStore store) {
    this.folder = same.folder;
    this.store = store;
    pipeline = same.pipeline;
  }

  /** The same with other objects. */
  TableLake in(InMemoryObjectStore other) {
    return new TableLake(this, other);
  }

  private static Pipeline pipeline(Input input, TrustedTable table) {
    return new Pipeline(
        "shop",
        FarmLake.pipeline(List.of()).feeds(),
        Optional.empty(),
        List.of(input),
        List.of(table),
        List.of(),
        List.of());
  }

  /** The column by which rows are known. */
  static Column id() {
    return new Column("id", FieldType.STRING, "id", true, "");
  }

  static Column column(String name, FieldType type, String from) {
    return new Column(name, type, from, false, "");
  }

  /** With fields that are known beside those of columns; others are counted. */
  TableLake declaring(String... fields) {
    Input input = pipeline.inputs().get(0);
    pipeline =
        pipeline(
            new Input(input.name(), input.layout(), input.format(), Optional.of(List.of(fields))),
            pipeline.trusted().get(0));
    return this;
  }

  TableLake put(String content) throws IOException {
    return put(KEY, content.getBytes(UTF_8));
  }

  TableLake put(String key, byte[] bytes) throws IOException {
    store.put(PutObject.of(key, bytes, "text/plain"));
    return this;
  }

  /** A lake with the same objects and other checks. */
  TableLake with(Checks checks) throws IOException {
    TrustedTable table = pipeline.trusted().get(0);
    TableLake lake =
        new TableLake(
            folder,
            pipeline.inputs().get(0).format(),
            table.rows(),
            checks,
            table.columns().toArray(Column[]::new));
    for (ObjectInfo object : store.list("").toList()) {
      lake.store.put(
          new PutObject(
              object.key(),
              PutObject.Content.of(store.bytes(object.key())),
              "text/plain",
              store.head(object.key()).orElseThrow().metadata(),
              PutObject.Condition.NONE));
    }
    return lake;
  }

  PartitionOutcome run() throws IOException {
    return run(1 << 20);
  }

  private TrustedPartition partition() throws IOException {
    return TrustedPartitions.of(pipeline, pipeline.inputs().get(0), store.list("raw/things/"))
        .partitions()
        .get(0);
  }

  /**
   * One invocation that makes the table in parts.
   *
   * @param mostBytes above which it is
   */
  PartitionOutcome runInParts(
      RewritePolicy policy, long sortBytes, long mostBytes, LongSupplier remainingMillis)
      throws IOException {
    return runInParts(
        policy, new PartitionTransform.Workspace(folder, sortBytes, mostBytes), remainingMillis);
  }

  /** One invocation that makes the table in parts, if it is too large for one go there. */
  PartitionOutcome runInParts(
      RewritePolicy policy, PartitionTransform.Workspace workspace, LongSupplier remainingMillis)
      throws IOException {
    PartitionKeeper keeper = new TextPartsKeeper(pipeline, store);
    return new PartitionTransform(pipeline, store, table -> keeper, workspace)
        .bringUpToDate(partition(), policy, remainingMillis);
  }

  PartitionOutcome run(long sortBytes) throws IOException {
    return new PartitionTransform(
            pipeline,
            store,
            new TextTableWriter(),
            new PartitionTransform.Workspace(folder, sortBytes))
        .bringUpToDate(partition(), RewritePolicy.BY_FINGERPRINT);
  }

  /** The flaws of its rows, as lines. */
  List<String> flaws() throws IOException {
    return ((PartitionOutcome.Rewritten) run())
        .rows().flaws().all().stream()
            .map(
                flaw ->
                    "%s %s: %s %d %s"
                        .formatted(
                            flaw.kind(),
                            flaw.subject(),
                            flaw.reason(),
                            flaw.count(),
                            flaw.example()))
            .toList();
  }

  RowCounts counts() throws IOException {
    return ((PartitionOutcome.Rewritten) run()).counts();
  }

  /** The table's rows, values parted by bars, once it is brought up to date. */
  List<String> rows() throws IOException {
    run();
    return store.text("trusted/shop/things/part-0.parquet").lines().toList();
  }

  /** The rows that checks keep out, as they are now. */
  List<String> quarantine() {
    return store.text("trusted/shop/things__quarantine/part-0.parquet").lines().toList();
  }

  List<String> rejected() {
    return store.text("rejected/shop/etl/things/part-0.json").lines().toList();
  }
}
