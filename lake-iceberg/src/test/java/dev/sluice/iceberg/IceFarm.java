package dev.sluice.iceberg;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.TableSpec;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.run.port.InMemoryMetadataCatalog;
import dev.sluice.core.run.port.MetadataCatalog;
import dev.sluice.core.trusted.rows.Row;
import dev.sluice.core.trusted.rows.RowBuilder;
import dev.sluice.core.trusted.rows.RowLayout;
import dev.sluice.core.trusted.rows.TableWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/** An Iceberg table of readings in a lake in memory. A unit has the rows of a day. */
final class IceFarm {
  static final String BUCKET = "lake";
  static final String LOCATION = "s3://lake/trusted/farm/readings";
  static final LocalDate FIRST = LocalDate.of(2026, 6, 1);
  static final TableSpec DAY = new TableSpec(List.of(TableSpec.field("day(event_time)")));
  static final TrustedTable TABLE =
      table(
          new Column("id", FieldType.STRING, "id", true, "unique"),
          new Column("reading", FieldType.DOUBLE, "reading", false, ""),
          new Column("event_time", FieldType.TIMESTAMP, "time", false, ""),
          new Column("count", FieldType.INT, "count", false, ""));

  final ObjectStore store;
  final IcebergLake lake;
  final Path folder;
  final List<Duration> pauses = new ArrayList<>();

  IceFarm(Path folder) {
    this(folder, new InMemoryObjectStore(), new InMemoryMetadataCatalog());
  }

  IceFarm(Path folder, ObjectStore store, MetadataCatalog catalog) {
    this.folder = folder;
    this.store = store;
    lake =
        new IcebergLake(
            catalog, store, BUCKET, "state/farm/ledger/", new ObjectCache(16 << 20), pauses::add);
  }

  static TrustedTable table(Column... columns) {
    return new TrustedTable(
        "readings",
        List.of(columns),
        columns[0].name(),
        List.of(),
        List.of(PartitionField.YEAR, PartitionField.MONTH, PartitionField.DAY));
  }

  static TableDesign design() {
    return TableDesign.of(TABLE, DAY, Map.of(), LOCATION);
  }

  TableLayout prepare() throws IOException {
    return prepare(design());
  }

  TableLayout prepare(TableDesign design) throws IOException {
    TablePreparation.Prepared prepared =
        new TablePreparation(lake, TableKeeping.DEFAULT).prepare(design);
    return ((TablePreparation.Prepared.Ready) prepared).layout();
  }

  /** A reading; a null time means that there is none. */
  record Reading(String id, double reading, Instant time, int count) {}

  /** The readings of a day, each an hour after the one before. */
  static List<Reading> readings(int day, String version, int count) {
    List<Reading> readings = new ArrayList<>();
    Instant start = FIRST.plusDays(day).atStartOfDay().toInstant(java.time.ZoneOffset.UTC);
    for (int i = 0; i < count; i++) {
      readings.add(
          new Reading(day + "-" + i + version, i, start.plus(i % 24, ChronoUnit.HOURS), i));
    }
    return readings;
  }

  MadeUnit unit(TableLayout layout, int day, String version, List<Reading> readings)
      throws IOException {
    List<DataFile> files = new ArrayList<>();
    Path work = Files.createTempDirectory(folder, "unit-");
    for (UnitFiles.WrittenFile file : write(TABLE, layout, readings, work)) {
      String key = lake.io().key(file.file().location());
      store.put(
          new PutObject(
              key,
              PutObject.Content.of(Files.readAllBytes(file.local())),
              "application/vnd.apache.parquet",
              Map.of(),
              PutObject.Condition.NONE));
      files.add(file.file());
    }
    return new MadeUnit(
        path(day),
        FIRST.plusDays(day).toEpochDay(),
        Map.of("fingerprint", version, "rows", Integer.toString(readings.size())),
        files);
  }

  static String path(int day) {
    return "day=" + FIRST.plusDays(day);
  }

  static List<UnitFiles.WrittenFile> write(
      TrustedTable table, TableLayout layout, List<Reading> readings, Path work)
      throws IOException {
    return write(table, new UnitFiles(table, layout, 64L << 20), readings, work);
  }

  static List<UnitFiles.WrittenFile> write(
      TrustedTable table, UnitFiles files, List<Reading> readings, Path work) throws IOException {
    RowLayout rows = new RowLayout(table);
    RowBuilder row = new RowBuilder(rows);
    Row view = new Row(rows);
    try (TableWriter.RowFile out = files.create(table, work.resolve("rows.parquet"))) {
      for (int i = 0; i < readings.size(); i++) {
        Reading reading = readings.get(i);
        row.begin(i);
        byte[] id = reading.id.getBytes(UTF_8);
        row.setUtf8(0, id, 0, id.length);
        row.set(1, Double.doubleToRawLongBits(reading.reading));
        if (reading.time != null) {
          row.set(2, reading.time.toEpochMilli());
        }
        row.set(3, reading.count);
        row.finish();
        out.write(view.at(row.bytes(), 0));
      }
    }
    return files.written();
  }

  CommitRequest.CommitResult commit(String run, MadeUnit... units) throws IOException {
    return new TableCommit(lake, "readings")
        .commit(new CommitRequest(run, List.of(units), Map.of()));
  }

  CommitRequest.CommitResult takeOver(String run, MadeUnit... units) throws IOException {
    Set<String> paths =
        List.of(units).stream().map(MadeUnit::path).collect(java.util.stream.Collectors.toSet());
    return new TableCommit(lake, "readings")
        .commit(new CommitRequest(run, List.of(units), Map.of(), paths, false));
  }

  /** The table as foreign engines open it. */
  Table open() throws IOException {
    return new BaseTable(lake.look("readings"), "readings");
  }

  /** All rows as Iceberg's own reader sees them, by id. */
  Map<String, Record> rows() throws IOException {
    Map<String, Record> rows = new TreeMap<>();
    try (CloseableIterable<Record> records = IcebergGenerics.read(open()).build()) {
      for (Record record : records) {
        if (rows.put((String) record.get(0), record) != null) {
          throw new AssertionError(record.get(0) + " is there twice");
        }
      }
    }
    return rows;
  }
}
