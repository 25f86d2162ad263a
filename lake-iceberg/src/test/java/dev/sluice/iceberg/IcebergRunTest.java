package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.sluice.core.run.state.TableTotals;
import dev.sluice.core.trusted.FarmLake;
import dev.sluice.core.trusted.PartitionKeeper;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.Rebuild;
import dev.sluice.core.trusted.TablePin;
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
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs over raw objects, with somebody else at work in the tables. */
class IcebergRunTest {
  private static final RawLayout RAW =
      new RawLayout(
          "raw/farm", FarmLake.DAY, RawLayout.Style.HIVE, Optional.empty(), Duration.ZERO);
  private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");

  @TempDir Path folder;
  private final InMemoryObjectStore store = new InMemoryObjectStore(Instant::now);
  private final InMemoryMetadataCatalog catalog = new InMemoryMetadataCatalog();
  private final FakeTableCatalog tables = new FakeTableCatalog();
  private Column count = new Column("count", FieldType.INT, "count", false, "");
  private int runs;

  private IceFarm farm() {
    return new IceFarm(folder, store, catalog);
  }

  private TrustedTable table(String name, Column last) {
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
        List.of(table("readings", count), table("copies", IceFarm.TABLE.columns().get(3))),
        List.of());
  }

  private void put(int day, String name, String... records) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String record : records) {
      String[] parts = record.split("@");
      lines.append(
          "{\"id\":\"%s\",\"reading\":1.5,\"time\":\"2026-06-0%sT10:00:00Z\",\"count\":1}\n"
              .formatted(parts[0], parts.length > 1 ? parts[1] : "" + day));
    }
    store.put(
        PutObject.of(
            "raw/farm/year=2026/month=06/day=0%d/%s".formatted(day, name),
            lines.toString().getBytes(StandardCharsets.UTF_8),
            "application/json"));
  }

  private RunResult run() throws IOException {
    return run(Optional.empty());
  }

  private RunResult replay(int day, boolean overwritesForeign) throws IOException {
    Instant from = JUNE.plus(day - 1, ChronoUnit.DAYS);
    return run(
        Optional.of(
            new Rebuild(new Period(from, from.plus(1, ChronoUnit.DAYS)), overwritesForeign)));
  }

  /** By a process that knows nothing but what is in the lake. */
  private RunResult run(Optional<Rebuild> rebuild) throws IOException {
    Pipeline pipeline = pipeline();
    Map<String, PartitionKeeper> keepers = new HashMap<>();
    pipeline
        .trusted()
        .forEach(
            table ->
                keepers.put(
                    table.name(),
                    new IcebergPartitions(farm().lake, pipeline, table, Clock.systemUTC())));
    PartitionTransform transform =
        new PartitionTransform(
            pipeline,
            store,
            table -> keepers.get(table.name()),
            new PartitionTransform.Workspace(folder, 1 << 20));
    RunDriver.Ports ports =
        new RunDriver.Ports(
            pipeline,
            store,
            new RunDriver.Engine.Embedded(transform),
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

  private Set<String> ids() throws IOException {
    return farm().rows().keySet();
  }

  private long snapshot() throws IOException {
    return farm().open().currentSnapshot().snapshotId();
  }

  private TableRollback rollback() {
    return new TableRollback(farm().lake, "readings", Clock.systemUTC());
  }

  private Optional<TablePin> pin(RunResult result) {
    return result.tables().get("readings").pin();
  }

  @Test
  void aPinnedTableStaysAndOthersGoOn() throws IOException {
    put(1, "a", "a1");
    run();
    long good = snapshot();
    put(2, "b", "bad");
    run();
    rollback().to(good, false);
    assertThat(ids()).containsOnly("a1");
    put(3, "c", "c1");
    RunResult result = run();
    assertThat(result.state()).isEqualTo("SUCCEEDED");
    assertThat(result.failures()).isEmpty();
    TablePin pin = pin(result).orElseThrow();
    assertThat(pin.snapshot()).isEqualTo("" + good);
    assertThat(pin.rows()).isEqualTo(1);
    assertThat(pin.hidden())
        .contains(new Period(JUNE.plus(1, ChronoUnit.DAYS), JUNE.plus(2, ChronoUnit.DAYS)));
    assertThat(ids()).containsOnly("a1");
    TableTotals copies = result.tables().get("copies");
    assertThat(copies.rows().counts().rows()).isEqualTo(3);
  }

  @Test
  void anUnpinnedTableHasAllThatCameMeanwhileAfterTheNextRun() throws IOException {
    put(1, "a", "a1");
    run();
    long good = snapshot();
    put(2, "b", "b1");
    run();
    long newest = snapshot();
    rollback().to(good, false);
    put(3, "c", "c1");
    put(1, "a-late", "a2");
    run();
    rollback().unpin(false);
    assertThat(snapshot()).isEqualTo(newest);
    RunResult result = run();
    assertThat(result.failures()).isEmpty();
    assertThat(pin(result)).isEmpty();
    assertThat(ids()).containsOnly("a1", "a2", "b1", "c1");
    assertThat(result.tables().get("readings").rewritten()).isEqualTo(2);
    assertThat(farm().open().refs()).containsOnlyKeys("main");
  }

  @Test
  void whatWasRolledBackIsNotExpired() throws IOException {
    put(1, "a", "a1");
    run();
    long good = snapshot();
    put(2, "b", "b1");
    run();
    rollback().to(good, false);
    Table foreign = farm().open();
    foreign.expireSnapshots().expireOlderThan(System.currentTimeMillis() + 60_000).commit();
    rollback().unpin(false);
    assertThat(run().failures()).isEmpty();
    assertThat(ids()).containsOnly("a1", "b1");
  }

  @Test
  void aReplayOfAllThatWasPutBackUnpinsWithItsOwnCommit() throws IOException {
    put(1, "a", "a1");
    run();
    long good = snapshot();
    put(2, "b", "bad");
    run();
    rollback().to(good, false);
    store.delete("raw/farm/year=2026/month=06/day=02/b");
    put(2, "b-corrected", "b1");
    assertThat(pin(replay(1, false))).isPresent();
    assertThat(ids()).containsOnly("a1");
    int before = size(farm().open());
    RunResult result = replay(2, false);
    assertThat(result.failures()).isEmpty();
    assertThat(pin(result)).isEmpty();
    assertThat(ids()).containsOnly("a1", "b1");
    assertThat(size(farm().open())).isEqualTo(before + 1);
    assertThat(run().failures()).isEmpty();
  }

  private static int size(Table table) {
    int size = 0;
    for (Object any : table.snapshots()) {
      size++;
    }
    return size;
  }

  @Test
  void aReplayThatCanNotMakeAllDoesNotBringBackWhatWasRolledBack() throws IOException {
    put(1, "a", "a1");
    run();
    long good = snapshot();
    put(2, "b", "bad");
    run();
    rollback().to(good, false);
    store.delete("raw/farm/year=2026/month=06/day=02/b");
    store.put(
        PutObject.of(
            "raw/farm/year=2026/month=06/day=02/b.gz", new byte[] {1, 2, 3}, "application/gzip"));
    put(1, "a-late", "a2");
    replay(2, false);
    assertThat(ids()).containsOnly("a1");
    assertThat(Pin.of(farm().lake.look("readings").current())).isPresent();
  }

  @Test
  void changesOfOthersInAPinnedTableDoNotVanishSilently() throws IOException {
    put(1, "a", "a1");
    run();
    long good = snapshot();
    put(2, "b", "b1");
    run();
    rollback().to(good, false);
    Table foreign = farm().open();
    foreign.newAppend().appendFile(theirs(1, "theirs")).commit();
    assertThatThrownBy(() -> rollback().unpin(false))
        .hasMessageContaining("append")
        .hasMessageContaining("--overwrite-foreign");
    rollback().unpin(true);
    assertThat(ids()).containsOnly("a1", "b1");
  }

  private DataFile theirs(int day, String id) throws IOException {
    Instant time = JUNE.plus(day - 1, ChronoUnit.DAYS).plusSeconds(1);
    return farm()
        .unit(farm().prepare(), day - 1, "", List.of(new IceFarm.Reading(id, 1, time, 1)))
        .files()
        .get(0);
  }

  @Test
  void onlySnapshotsOfTheTablesPastCanBeGoneBackTo() throws IOException {
    put(1, "a", "a1");
    run();
    assertThatThrownBy(() -> rollback().to(42, false)).hasMessageContaining("Snapshot 42 is not");
    assertThatThrownBy(() -> rollback().unpin(false)).hasMessageContaining("not pinned");
  }

  @Test
  void aReplayTakesOverWhatOthersPutThereIfItIsAskedTo() throws IOException {
    put(1, "a", "a1");
    put(2, "b", "b1");
    run();
    farm().open().newAppend().appendFile(theirs(1, "theirs")).commit();
    RunResult left = replay(1, false);
    assertThat(left.state()).isEqualTo("FAILED");
    assertThat(left.failures().get(0).reason()).contains("append in snapshot");
    assertThat(left.failures().get(0).remedy()).contains("--overwrite-foreign");
    assertThat(ids()).containsOnly("a1", "b1", "theirs");
    assertThat(replay(2, true).failures()).isEmpty();
    assertThat(ids()).containsOnly("a1", "b1", "theirs");
    assertThat(replay(1, true).failures()).isEmpty();
    assertThat(ids()).containsOnly("a1", "b1");
  }

  @Test
  void rowsOfSeveralPartitionsInOneFileAreMadeTogether() throws IOException {
    put(1, "a", "a1");
    put(2, "b", "b1", "b-of-1@1");
    put(3, "c", "c1", "c-of-1@1", "c-of-4@4");
    put(4, "d", "d1");
    put(5, "e", "e1");
    run();
    compact(1);
    compact(4);
    put(1, "a-late", "a2");
    RunResult result = run();
    assertThat(result.failures()).isEmpty();
    assertThat(ids())
        .containsOnly("a1", "a2", "b1", "b-of-1", "c1", "c-of-1", "c-of-4", "d1", "e1");
    assertThat(result.tables().get("readings").rewritten()).isEqualTo(4);
    assertThat(result.tables().get("readings").rows().counts().rows()).isEqualTo(9);
    assertThat(run().tables().get("readings").rewritten()).isZero();
  }

  /** All files of a day become one, as an optimizer does it. */
  private void compact(int day) throws IOException {
    List<IceFarm.Reading> rows = new ArrayList<>();
    Instant from = JUNE.plus(day - 1, ChronoUnit.DAYS);
    farm()
        .rows()
        .forEach(
            (id, row) -> {
              Instant time = ((java.time.OffsetDateTime) row.getField("event_time")).toInstant();
              if (time.truncatedTo(ChronoUnit.DAYS).equals(from)) {
                rows.add(new IceFarm.Reading(id, 1.5, time, 1));
              }
            });
    DataFile merged = farm().unit(farm().prepare(), day - 1, "merged", rows).files().get(0);
    Set<DataFile> old = new java.util.HashSet<>();
    for (DataFile file :
        new LiveFiles(farm().lake.io(), farm().lake.look("readings").current()).all()) {
      if (file.partition().get(0, Integer.class) == from.getEpochSecond() / 86_400) {
        old.add(file);
      }
    }
    assertThat(old).hasSizeGreaterThan(1);
    farm().open().newRewrite().rewriteFiles(old, Set.of(merged)).commit();
  }

  @Test
  void aReplayTakesOverFilesThatHaveRowsOfFurtherPartitions() throws IOException {
    put(1, "a", "a1");
    put(2, "b", "b1", "b-of-1@1");
    run();
    farm().open().newAppend().appendFile(theirs(1, "theirs")).commit();
    assertThat(replay(1, true).failures()).isEmpty();
    assertThat(ids()).containsOnly("a1", "b1", "b-of-1");
  }

  @Test
  void aTableThatCanNotBeAsDefinedIsOneFailureAndOthersGoOn() throws IOException {
    put(1, "a", "a1");
    put(2, "b", "b1");
    run();
    count = new Column("count", FieldType.BOOLEAN, "count", false, "");
    put(1, "a-late", "a2");
    put(2, "b-late", "b2");
    RunResult result = run();
    assertThat(result.state()).isEqualTo("FAILED");
    assertThat(result.failures()).hasSize(1);
    assertThat(result.failures().get(0).subject()).isEqualTo("readings");
    assertThat(result.failures().get(0).reason()).contains("count");
    assertThat(result.tables().get("readings").rows().counts().rows()).isEqualTo(2);
    assertThat(result.tables().get("copies").rows().counts().rows()).isEqualTo(4);
    assertThat(ids()).containsOnly("a1", "b1");
  }

  @Test
  void historySaysWhoDidWhat() throws IOException {
    put(1, "a", "a1");
    run();
    long first = snapshot();
    farm().open().newAppend().set("engine-name", "spark").appendFile(theirs(2, "x")).commit();
    rollback().to(first, false);
    com.fasterxml.jackson.databind.node.ObjectNode history =
        new TableHistory(farm().lake, "readings").json();
    assertThat(history.path("pinned").path("snapshot").asText()).isEqualTo("" + first);
    assertThat(history.path("current").asText()).isEqualTo("" + first);
    assertThat(history.path("rows").asLong()).isEqualTo(1);
    assertThat(history.path("snapshots").findValuesAsText("by").get(0)).isEqualTo("spark");
    assertThat(history.path("snapshots").get(1).path("by").asText()).startsWith("run 1-");
    assertThat(history.path("snapshots").get(1).path("added").asLong()).isEqualTo(1);
  }
}
