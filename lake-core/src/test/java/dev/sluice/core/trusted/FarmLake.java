package dev.sluice.core.trusted;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.csv.CsvDialect;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.pipeline.Schema;
import dev.sluice.core.pipeline.StreamSpec;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.pipeline.source.ReplaySource;
import dev.sluice.core.trusted.rows.TextTableWriter;
import dev.sluice.core.trusted.survey.RawSurvey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** A pipeline with a column of each type, its lake in memory, and what it takes to transform it. */
public final class FarmLake {
  public static final List<PartitionField> DAY =
      List.of(PartitionField.YEAR, PartitionField.MONTH, PartitionField.DAY);
  public static final RawLayout RAW =
      new RawLayout("raw/farm", DAY, RawLayout.Style.HIVE, Optional.empty(), Duration.ZERO);
  public static final TrustedTable TABLE =
      new TrustedTable(
          "readings",
          Input.STREAM,
          List.of(
              new Column("reading_id", FieldType.STRING, "id", true, "unique"),
              new Column("sensor", FieldType.STRING, "type", false, ""),
              new Column("reading", FieldType.DOUBLE, "data", true, ""),
              new Column("event_time", FieldType.TIMESTAMP, "timestamp", false, ""),
              new Column("day", FieldType.DATE, "timestamp", false, ""),
              new Column("ok", FieldType.BOOLEAN, "ok", false, ""),
              new Column("small", FieldType.INT, "n", false, ""),
              new Column("large", FieldType.LONG, "n", false, ""),
              new Column("rough", FieldType.FLOAT, "data", false, "")),
          new TrustedTable.Rows(
              TrustedTable.Dedupe.by("reading_id"),
              List.of("event_time", "sensor"),
              Optional.empty(),
              Optional.of("event_time")),
          TableFormat.Storage.plain(DAY, Optional.empty()),
          Checks.NONE);

  /** When its objects are put, after the records' times. */
  private static final Instant PUT = Instant.parse("2026-06-01T00:10:00Z");

  public final InMemoryObjectStore store;
  private final Path folder;

  public FarmLake(Path folder) {
    this(new InMemoryObjectStore(() -> PUT), folder);
  }

  public FarmLake(InMemoryObjectStore store, Path folder) {
    this.store = store;
    this.folder = folder;
  }

  /** The pipeline, with those queries. */
  public static Pipeline pipeline(List<NamedQuery> queries) {
    return pipeline(RAW, TABLE, queries);
  }

  /** The pipeline with that layout of raw and that table of the stream. */
  static Pipeline pipeline(RawLayout raw, TrustedTable table, List<NamedQuery> queries) {
    Schema schema =
        new Schema(
            TABLE.columns().stream()
                .map(Column::from)
                .distinct()
                .map(name -> new Field(name, FieldType.STRING, false))
                .toList());
    return Pipeline.streaming(
        "farm",
        new ReplaySource(
            Duration.ofMinutes(1),
            1,
            Path.of("none.csv").toAbsolutePath(),
            CsvDialect.of(','),
            Map.of()),
        new StreamSpec(new RecordSpec("id", "timestamp", "id", schema), List.of(), raw),
        List.of(table),
        queries);
  }

  /** The pipeline, with those refined tables and queries. */
  public static Pipeline pipeline(List<RefinedTable> refined, List<NamedQuery> queries) {
    Pipeline plain = pipeline(queries);
    return new Pipeline(
        plain.name(),
        plain.feeds(),
        plain.stream(),
        plain.inputs(),
        plain.trusted(),
        refined,
        queries);
  }

  /** Stores a raw object of 1 June 2026. */
  public void put(String name, String content) {
    putBytes("raw/farm/year=2026/month=06/day=01/" + name, content.getBytes(UTF_8));
  }

  public void putBytes(String key, byte[] bytes) {
    try {
      store.put(PutObject.of(key, bytes, "application/json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] gzip(String content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public PartitionTransform transform(long sortBytes) {
    return transform(new PartitionTransform.Workspace(folder, sortBytes));
  }

  /** Makes so many partitions at once. */
  public PartitionTransform atOnce(int partitions) {
    return transform(
        new PartitionTransform.Workspace(
            folder, 1 << 20, 1 << 20, new PartitionTransform.AtOnce(partitions, 1 << 20)));
  }

  private PartitionTransform transform(PartitionTransform.Workspace workspace) {
    return new PartitionTransform(pipeline(List.of()), store, new TextTableWriter(), workspace);
  }

  /** Makes each partition in parts: a raw object after the other. */
  public PartitionTransform inParts() {
    return inParts(new PartitionTransform.Workspace(folder, 1 << 20, 1));
  }

  /** Makes each partition in parts, if its raw objects have more than so many bytes. */
  public PartitionTransform inParts(PartitionTransform.Workspace workspace) {
    PartitionKeeper keeper = new TextPartsKeeper(pipeline(List.of()), store);
    return new PartitionTransform(pipeline(List.of()), store, table -> keeper, workspace);
  }

  /** Of who knows what runs before have listed. */
  public PartitionTransform surveying(long sortBytes) {
    return surveying(new PartitionTransform.Workspace(folder, sortBytes));
  }

  /** Of who knows what runs before have listed. */
  public PartitionTransform surveying(PartitionTransform.Workspace workspace) {
    Pipeline pipeline = pipeline(List.of());
    PartitionKeeper keeper = PartitionTransform.known(pipeline, store, new TextTableWriter());
    RawSurvey.Settings settings =
        new RawSurvey.Settings(
            pipeline, store, Duration.ofDays(1), Clock.fixed(PUT, ZoneOffset.UTC));
    return new PartitionTransform(
        pipeline,
        store,
        new PartitionSurvey(pipeline, store, table -> keeper, Optional.of(new RawSurvey(settings))),
        workspace);
  }

  public TrustedPartitions partitions() {
    try {
      return TrustedPartitions.of(
          pipeline(List.of()), Input.ofStream(RAW), store.list("raw/farm/"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Brings the only partition up to date. */
  PartitionOutcome run(long sortBytes) throws IOException {
    return transform(sortBytes)
        .bringUpToDate(partitions().partitions().get(0), RewritePolicy.BY_FINGERPRINT);
  }

  /** The rows of the partition of 1 June 2026 as lines. */
  public List<String> rows() {
    return store
        .text("trusted/farm/readings/year=2026/month=06/day=01/part-0.parquet")
        .lines()
        .toList();
  }
}
