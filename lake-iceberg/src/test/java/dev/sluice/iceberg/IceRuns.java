package dev.sluice.iceberg;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.Schema;
import dev.sluice.core.pipeline.StreamSpec;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.record.Period;
import dev.sluice.core.run.RunDriver;
import dev.sluice.core.run.RunEvent;
import dev.sluice.core.run.RunResult;
import dev.sluice.core.run.port.FakeQueryEngine;
import dev.sluice.core.run.port.FakeTableCatalog;
import dev.sluice.core.run.port.InMemoryMetadataCatalog;
import dev.sluice.core.trusted.FarmLake;
import dev.sluice.core.trusted.PartitionKeeper;
import dev.sluice.core.trusted.PartitionSurvey;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.Rebuild;
import dev.sluice.core.trusted.TablePin;
import dev.sluice.core.trusted.survey.KnownManifests;
import dev.sluice.core.trusted.survey.RawMarker;
import dev.sluice.core.trusted.survey.RawSurvey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs over raw objects into two tables, with somebody else at work in the first. */
abstract class IceRuns {
  private static final RawLayout RAW =
      new RawLayout(
          "raw/farm", FarmLake.DAY, RawLayout.Style.HIVE, Optional.empty(), Duration.ZERO);
  static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");

  @TempDir Path folder;
  final InMemoryObjectStore store = new InMemoryObjectStore(Instant::now);
  private final InMemoryMetadataCatalog catalog = new InMemoryMetadataCatalog();
  private final FakeTableCatalog tables = new FakeTableCatalog();
  Column count = new Column("count", FieldType.INT, "count", false, "");
  private int runs;

  IceFarm farm() {
    return new IceFarm(folder, store, catalog);
  }

  static TrustedTable table(String name, Column last) {
    TrustedTable plain = IceFarm.TABLE;
    List<Column> columns = new ArrayList<>(plain.columns().subList(0, 3));
    columns.add(last);
    return new TrustedTable(
        name,
        plain.input(),
        columns,
        plain.rows(),
        new TableFormat.Storage(
            plain.partition(),
            Optional.empty(),
            new TableFormat.Iceberg(IceFarm.DAY, Map.of(), 7, 20)),
        plain.checks());
  }

  private Pipeline pipeline() {
    return pipeline(table("readings", count), table("copies", IceFarm.TABLE.columns().get(3)));
  }

  static Pipeline pipeline(TrustedTable... tables) {
    Schema schema =
        new Schema(
            List.of(
                new Field("id", FieldType.STRING, true),
                new Field("reading", FieldType.DOUBLE, false),
                new Field("time", FieldType.STRING, false),
                new Field("count", FieldType.INT, false)));
    return Pipeline.streaming(
        "farm",
        FarmLake.pipeline(List.of(), List.of()).feeds().get(0).source(),
        new StreamSpec(new RecordSpec("id", "time", "id", schema), List.of(), RAW),
        List.of(tables),
        List.of());
  }

  void put(int day, String name, String... records) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String record : records) {
      String[] parts = record.split("@");
      lines.append(
          "{\"id\":\"%s\",\"reading\":1.5,\"time\":\"2026-06-0%sT10:00:00Z\",\"count\":1}\n"
              .formatted(parts[0], parts.length > 1 ? parts[1] : "" + day));
    }
    store
        .telling(new RawMarker(store, pipeline(), Clock.systemUTC()))
        .put(
            PutObject.of(
                "raw/farm/year=2026/month=06/day=0%d/%s".formatted(day, name),
                lines.toString().getBytes(StandardCharsets.UTF_8),
                "application/json"));
  }

  RunResult run() throws IOException {
    return run(Optional.empty());
  }

  RunResult replay(int day, boolean overwritesForeign) throws IOException {
    Instant from = JUNE.plus(day - 1, ChronoUnit.DAYS);
    return run(
        Optional.of(
            new Rebuild(new Period(from, from.plus(1, ChronoUnit.DAYS)), overwritesForeign)));
  }

  /** By a process that knows nothing but what is in the lake. */
  private RunResult run(Optional<Rebuild> rebuild) throws IOException {
    Pipeline pipeline = pipeline();
    RunDriver.Ports ports =
        new RunDriver.Ports(
            pipeline,
            store,
            new RunDriver.Engine.Embedded(transform(pipeline)),
            tables,
            Optional.empty(),
            new FakeQueryEngine(),
            Optional.empty());
    Instant time = JUNE.plus(30, ChronoUnit.DAYS).plusSeconds(runs++);
    return new RunDriver(ports)
        .handle(
            new RunEvent(
                time, new RunEvent.Cause.Schedule(rebuild), "request-" + time, () -> 600_000));
  }

  private PartitionTransform transform(Pipeline pipeline) {
    Map<String, PartitionKeeper> keepers = new HashMap<>();
    for (TrustedTable table : pipeline.trusted()) {
      keepers.put(
          table.name(),
          new IcebergPartitions(
              farm().lake,
              pipeline,
              table,
              Clock.systemUTC(),
              new IcebergPartitions.Keeping(
                  Optional.of(new KnownManifests(store, "farm", table.name())), 3)));
    }
    RawSurvey raw =
        new RawSurvey(
            new RawSurvey.Settings(pipeline, store, Duration.ofDays(1), Clock.systemUTC()));
    return new PartitionTransform(
        pipeline,
        store,
        new PartitionSurvey(pipeline, store, table -> keepers.get(table.name()), Optional.of(raw)),
        new PartitionTransform.Workspace(
            folder, 1 << 20, 1 << 29, new PartitionTransform.AtOnce(3, 1 << 29)));
  }

  Set<String> ids() throws IOException {
    return farm().rows().keySet();
  }

  long snapshot() throws IOException {
    return farm().open().currentSnapshot().snapshotId();
  }

  TableRollback rollback() {
    return new TableRollback(farm().lake, "readings", Clock.systemUTC());
  }

  Optional<TablePin> pin(RunResult result) {
    return result.tables().get("readings").pin();
  }

  DataFile theirs(int day, String id) throws IOException {
    Instant time = JUNE.plus(day - 1, ChronoUnit.DAYS).plusSeconds(1);
    return farm()
        .unit(farm().prepare(), day - 1, "", List.of(new IceFarm.Reading(id, 1, time, 1)))
        .files()
        .get(0);
  }
}
