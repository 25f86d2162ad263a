package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.run.port.InMemoryMetadataCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableUpkeepTest {
  @TempDir Path folder;
  private Instant put = Instant.now();
  private final InMemoryObjectStore store = new InMemoryObjectStore(() -> put);
  private IceFarm farm;
  private TableLayout layout;

  @BeforeEach
  void prepare() throws IOException {
    farm = new IceFarm(folder, store, new InMemoryMetadataCatalog());
    layout = farm.prepare();
  }

  private void commits(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      farm.commit("run-" + i, farm.unit(layout, 0, "v" + i, IceFarm.readings(0, "v" + i, 1)));
    }
  }

  private List<Snapshot> snapshots() throws IOException {
    List<Snapshot> snapshots = new ArrayList<>();
    farm.open().snapshots().forEach(snapshots::add);
    return snapshots;
  }

  @Test
  void theNewestSnapshotsStayAndCanBeRead() throws IOException {
    commits(12);
    new TableUpkeep(farm.lake, "readings", new TableKeeping(7, 3)).keep(Instant.now());
    List<Snapshot> kept = snapshots();
    assertThat(kept).hasSizeBetween(3, 4);
    for (Snapshot snapshot : kept) {
      try (CloseableIterable<Record> rows =
          IcebergGenerics.read(farm.open()).useSnapshot(snapshot.snapshotId()).build()) {
        assertThat(rows).hasSize(1);
      }
    }
    long files = store.keys().stream().filter(key -> key.endsWith(".parquet")).count();
    // What the oldest of them deleted goes with it.
    assertThat(files).isBetween((long) kept.size(), kept.size() + 1L);
  }

  @Test
  void oldSnapshotsGoExceptTheCurrent() throws IOException {
    commits(3);
    new TableUpkeep(farm.lake, "readings", TableKeeping.DEFAULT)
        .keep(Instant.now().plus(Duration.ofDays(9)));
    assertThat(snapshots()).hasSize(1);
    assertThat(farm.rows()).containsOnlyKeys("0-0v2");
    commits(1);
    assertThat(farm.rows()).containsOnlyKeys("0-0v0");
  }

  @Test
  void aFewSnapshotsOfTodayStay() throws IOException {
    commits(5);
    new TableUpkeep(farm.lake, "readings", TableKeeping.DEFAULT).keep(Instant.now());
    assertThat(snapshots()).hasSize(5);
  }

  @Test
  void whatSomebodyTaggedStays() throws IOException {
    commits(1);
    Table table = farm.open();
    long first = table.currentSnapshot().snapshotId();
    table.manageSnapshots().createTag("report", first).commit();
    commits(10);
    new TableUpkeep(farm.lake, "readings", new TableKeeping(1, 2)).keep(Instant.now());
    assertThat(farm.open().snapshot(first)).isNotNull();
    assertThat(farm.commit("run-x", farm.unit(layout, 0, "x", List.of())).left()).isEmpty();
  }

  @Test
  void theNumberOfMetadataFilesIsBounded() throws IOException {
    commits(40);
    assertThat(store.keys().stream().filter(key -> key.endsWith(".metadata.json")))
        .hasSizeLessThanOrEqualTo(TableKeeping.DEFAULT.snapshots() + 2);
  }

  @Test
  void orphansGoAfterThreeDaysAndNothingElse() throws IOException {
    commits(3);
    String orphan = "trusted/farm/readings/data/left.parquet";
    store.put(PutObject.of(orphan, new byte[1], "application/vnd.apache.parquet"));
    OrphanSweep sweep = new OrphanSweep(farm.lake, "readings");
    assertThat(sweep.sweep(put.plus(Duration.ofDays(2)))).isZero();
    assertThat(store.keys()).contains(orphan);
    // Two older objects of the ledger, and the orphan.
    assertThat(sweep.sweep(put.plus(Duration.ofDays(4)))).isEqualTo(3);
    assertThat(store.keys()).doesNotContain(orphan);
    for (Snapshot snapshot : snapshots()) {
      try (CloseableIterable<Record> rows =
          IcebergGenerics.read(farm.open()).useSnapshot(snapshot.snapshotId()).build()) {
        assertThat(rows).hasSize(1);
      }
    }
    commits(1);
    assertThat(farm.rows()).containsOnlyKeys("0-0v0");
  }
}
