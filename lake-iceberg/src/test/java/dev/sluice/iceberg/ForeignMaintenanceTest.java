package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.run.port.InMemoryMetadataCatalog;
import dev.sluice.iceberg.IceFarm.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others keep the table too, as Glue's optimizer: they rewrite files and expire snapshots. */
class ForeignMaintenanceTest {
  @TempDir Path folder;
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private IceFarm farm;
  private TableLayout layout;

  @BeforeEach
  void prepare() throws IOException {
    farm = new IceFarm(folder, store, new InMemoryMetadataCatalog());
    layout = farm.prepare();
  }

  private MadeUnit unit(int day, String version, int rows) throws IOException {
    return farm.unit(layout, day, version, IceFarm.readings(day, version, rows));
  }

  private List<DataFile> files(int day) throws IOException {
    LiveFiles live = new LiveFiles(farm.lake.io(), farm.lake.look("readings").current());
    String partition = "event_time_day=" + IceFarm.FIRST.plusDays(day);
    return live.all().stream().filter(file -> live.path(file).equals(partition)).toList();
  }

  /** A day's files become one with these rows. */
  private void optimize(int day, List<Reading> rows) throws IOException {
    MadeUnit merged = farm.unit(layout, day, "x", rows);
    Table table = farm.open();
    table
        .newRewrite()
        .validateFromSnapshot(table.currentSnapshot().snapshotId())
        .rewriteFiles(Set.copyOf(files(day)), Set.copyOf(merged.files()))
        .commit();
  }

  private void expire() throws IOException {
    farm.open()
        .expireSnapshots()
        .expireOlderThan(System.currentTimeMillis() + 1)
        .retainLast(1)
        .commit();
  }

  private void everySnapshotCanBeRead() throws IOException {
    for (Snapshot snapshot : farm.open().snapshots()) {
      try (CloseableIterable<Record> rows =
          IcebergGenerics.read(farm.open()).useSnapshot(snapshot.snapshotId()).build()) {
        rows.forEach(row -> assertThat(row.get(0)).isNotNull());
      }
    }
  }

  @Test
  void anOptimizerThatRewritesAndExpiresBetweenRunsDoesNoHarm() throws IOException {
    List<String> versions = new ArrayList<>(List.of("", "", ""));
    for (int run = 0; run < 12; run++) {
      int day = run % 3;
      String version = "v" + run;
      assertThat(farm.commit("run-" + run, unit(day, version, 3)).left()).isEmpty();
      versions.set(day, version);
      optimize(day, IceFarm.readings(day, version, 3));
      if (run % 2 == 1) {
        expire();
      }
      everySnapshotCanBeRead();
      List<String> expected = new ArrayList<>();
      for (int of = 0; of <= Math.min(run, 2); of++) {
        IceFarm.readings(of, versions.get(of), 3).forEach(reading -> expected.add(reading.id()));
      }
      assertThat(farm.rows()).containsOnlyKeys(expected);
    }
    long parquet = store.keys().stream().filter(key -> key.endsWith(".parquet")).count();
    assertThat(parquet).isLessThan(10);
  }

  @Test
  void whatOthersDidIsKnownFromARunWithoutNewsWhenItsSnapshotsExpire() throws IOException {
    farm.commit("run-1", unit(0, "a", 2), unit(1, "a", 2), unit(2, "a", 2));
    farm.open().newAppend().appendFile(unit(1, "theirs", 1).files().get(0)).commit();
    optimize(2, IceFarm.readings(2, "a", 2));
    assertThat(farm.commit("run-2").left()).isEmpty();
    optimize(0, IceFarm.readings(0, "a", 2));
    expire();
    Map<String, String> left =
        farm.commit("run-3", unit(0, "b", 1), unit(1, "b", 1), unit(2, "b", 1)).left();
    assertThat(left).containsOnlyKeys("day=2026-06-02");
    assertThat(left.get("day=2026-06-02")).contains("append");
    assertThat(farm.rows()).containsOnlyKeys("0-0b", "1-0a", "1-1a", "1-0theirs", "2-0b");
  }

  @Test
  void aRunWithoutNewsOfOthersChangesNothing() throws IOException {
    farm.commit("run-1", unit(0, "a", 2));
    farm.open().newAppend().appendFile(unit(1, "theirs", 1).files().get(0)).commit();
    farm.commit("run-2");
    String before = farm.lake.look("readings").currentMetadataLocation();
    farm.commit("run-3");
    assertThat(farm.lake.look("readings").currentMetadataLocation()).isEqualTo(before);
  }

  @Test
  void snapshotsThatExpiredUnseenBlockNoPartitionThatHasItsFiles() throws IOException {
    farm.commit("run-1", unit(0, "a", 2), unit(1, "a", 2), unit(2, "a", 2));
    farm.open().newAppend().appendFile(unit(0, "theirs", 1).files().get(0)).commit();
    farm.open().newDelete().deleteFile(files(1).get(0)).commit();
    expire();
    Map<String, String> left =
        farm.commit("run-2", unit(0, "b", 1), unit(1, "b", 1), unit(2, "b", 1)).left();
    assertThat(left).containsOnlyKeys("day=2026-06-01", "day=2026-06-02");
    assertThat(left.get("day=2026-06-01")).contains("expired before they were seen");
    assertThat(farm.rows()).containsOnlyKeys("0-0a", "0-1a", "0-0theirs", "2-0b");
    farm.takeOver("run-3", unit(0, "c", 1), unit(1, "c", 1));
    assertThat(farm.rows()).containsOnlyKeys("0-0c", "1-0c", "2-0b");
  }

  @Test
  void clusteredManifestsAreOursWhenTheSnapshotBeforeExpires() throws IOException {
    for (int day = 0; day < 45; day++) {
      farm.commit("run-" + day, unit(day, "a", 1));
    }
    int before = farm.open().currentSnapshot().allManifests(farm.lake.io()).size();
    new TableUpkeep(farm.lake, "readings", TableKeeping.DEFAULT).keep(java.time.Instant.now());
    assertThat(farm.open().currentSnapshot().allManifests(farm.lake.io())).hasSizeLessThan(before);
    optimize(0, IceFarm.readings(0, "a", 1));
    expire();
    assertThat(farm.commit("run-x", unit(0, "b", 1), unit(1, "b", 1)).left()).isEmpty();
    assertThat(farm.rows()).hasSize(45).containsKeys("0-0b", "1-0b");
  }
}
