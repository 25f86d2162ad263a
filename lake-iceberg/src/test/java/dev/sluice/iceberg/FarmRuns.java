package dev.sluice.iceberg;

import dev.sluice.core.csv.CsvDialect;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.Schema;
import dev.sluice.core.pipeline.StreamSpec;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TableSpec;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.source.ReplaySource;
import dev.sluice.core.record.Period;
import dev.sluice.core.run.port.InMemoryMetadataCatalog;
import dev.sluice.core.trusted.FarmLake;
import dev.sluice.core.trusted.PartitionKeeper;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.PartitionTransform.AtOnce;
import dev.sluice.core.trusted.PartitionTransform.Workspace;
import dev.sluice.core.trusted.Rebuild;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TableGate;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.survey.KnownManifests;
import dev.sluice.parquet.ParquetTableWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs over a farm's raw objects, each in a process that knows nothing but what the lake has. */
final class FarmRuns {
  private static final RawLayout RAW =
      new RawLayout(
          "raw/farm", FarmLake.DAY, RawLayout.Style.HIVE, Optional.empty(), Duration.ZERO);

  final InMemoryObjectStore store = new InMemoryObjectStore(Instant::now);
  final InMemoryMetadataCatalog catalog = new InMemoryMetadataCatalog();
  final IceFarm farm;
  private final Path folder;

  FarmRuns(Path folder) {
    this.folder = folder;
    farm = farm();
  }

  private IceFarm farm() {
    return new IceFarm(folder, store, catalog);
  }

  static TrustedTable table(TableFormat format) {
    return table(IceFarm.TABLE.columns(), format);
  }

  static TrustedTable table(List<TrustedTable.Column> columns, TableFormat format) {
    TrustedTable plain = IceFarm.TABLE;
    return new TrustedTable(
        plain.name(),
        plain.input(),
        columns,
        plain.rows(),
        new TableFormat.Storage(folders(format), Optional.empty(), format),
        plain.checks());
  }

  private static List<PartitionField> folders(TableFormat format) {
    return format instanceof TableFormat.Iceberg iceberg && iceberg.spec().equals(TableSpec.NONE)
        ? List.of()
        : IceFarm.TABLE.partition();
  }

  List<String> keys(String prefix) throws IOException {
    try (Stream<ObjectInfo> objects = store.list(prefix)) {
      return objects.map(ObjectInfo::key).toList();
    }
  }

  static TrustedTable table(TableSpec spec) {
    return table(new TableFormat.Iceberg(spec, Map.of(), 7, 20));
  }

  private static Pipeline pipeline(TrustedTable table) {
    Schema schema =
        new Schema(
            List.of(
                new Field("id", FieldType.STRING, true),
                new Field("reading", FieldType.DOUBLE, false),
                new Field("time", FieldType.STRING, false),
                new Field("count", FieldType.INT, false)));
    return Pipeline.streaming(
        "farm",
        new ReplaySource(
            Duration.ofMinutes(1),
            1,
            Path.of("none.csv").toAbsolutePath(),
            CsvDialect.of(','),
            Map.of()),
        new StreamSpec(new RecordSpec("id", "time", "id", schema), List.of(), RAW),
        List.of(table),
        List.of());
  }

  /** Puts records that happened on a day into a day's folder. */
  void put(int folderDay, int day, String name, String... ids) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String id : ids) {
      lines.append(
          "{\"id\":\"%s\",\"reading\":1.5,\"time\":\"2026-06-0%dT10:00:00Z\",\"count\":1}\n"
              .formatted(id, day));
    }
    store.put(
        PutObject.of(
            key(folderDay, name),
            lines.toString().getBytes(StandardCharsets.UTF_8),
            "application/json"));
  }

  static String key(int day, String name) {
    return "raw/farm/year=2026/month=06/day=0%d/%s".formatted(day, name);
  }

  Invocation run(String run, TrustedTable table) {
    return new Invocation(run, table, store, farm());
  }

  /** A run that makes the partitions of a period again. */
  Invocation replay(String run, TrustedTable table, Period period) {
    Invocation plain = run(run, table);
    return plain.with(Optional.of(new Rebuild(period, false)));
  }

  /** A run of whose calls one may fail. */
  Invocation run(String run, TrustedTable table, Faults faults) {
    ObjectStore faulty = faults.store(store);
    return new Invocation(
        run, table, faulty, new IceFarm(folder, faulty, faults.catalog(catalog, () -> "")));
  }

  /** One invocation of the function. */
  final class Invocation {
    private final Pipeline pipeline;
    private final TrustedTable table;
    private final ObjectStore lake;
    private final PartitionKeeper keeper;
    private final PartitionTransform transform;
    private RewritePolicy policy;

    private Invocation(String run, TrustedTable table, ObjectStore store, IceFarm farm) {
      this.table = table;
      lake = store;
      pipeline = pipeline(table);
      keeper =
          table.iceberg().isPresent()
              ? new IcebergPartitions(
                  farm.lake,
                  pipeline,
                  table,
                  Clock.systemUTC(),
                  new IcebergPartitions.Keeping(
                      Optional.of(new KnownManifests(store, "farm", table.name())), 1))
              : PartitionTransform.plain(pipeline, store, new ParquetTableWriter());
      transform =
          new PartitionTransform(pipeline, store, of -> keeper, new Workspace(folder, 1 << 20));
      policy = new RewritePolicy(run, Instant.now(), Optional.empty(), Optional.empty());
    }

    private Invocation with(Optional<Rebuild> rebuild) {
      policy = new RewritePolicy(policy.run(), policy.time(), Optional.empty(), rebuild);
      return this;
    }

    /** Makes at most so many partitions. */
    List<PartitionOutcome> make(int most) throws IOException {
      List<PartitionOutcome> outcomes = new ArrayList<>();
      for (TrustedPartition partition : transform.survey().list().partitions()) {
        if (outcomes.stream().filter(PartitionOutcome.Rewritten.class::isInstance).count() < most) {
          outcomes.add(transform.bringUpToDate(partition, policy));
        }
      }
      keeper.save();
      return outcomes;
    }

    /** Does one step of the first partition, which counts as too large for one go. */
    PartitionOutcome step() throws IOException {
      return inParts(AtOnce.ONE, 0);
    }

    /** Does as many steps of it as there is time for, several at once. */
    PartitionOutcome inParts(AtOnce atOnce, long remainingMillis) throws IOException {
      Workspace workspace = new Workspace(folder, 1 << 20, 1, atOnce);
      PartitionTransform inParts = new PartitionTransform(pipeline, lake, of -> keeper, workspace);
      TrustedPartition first = inParts.survey().list().partitions().get(0);
      return inParts.bringUpToDate(first, policy, () -> remainingMillis);
    }

    TableGate gate() throws IOException {
      return keeper.gate(table, policy);
    }

    Map<String, String> commit() throws IOException {
      Map<String, String> left = keeper.commit(table, policy);
      keeper.clean(table);
      return left;
    }

    /** All of it. */
    List<PartitionOutcome> make() throws IOException {
      List<PartitionOutcome> outcomes = make(Integer.MAX_VALUE);
      commit();
      return outcomes;
    }
  }
}
