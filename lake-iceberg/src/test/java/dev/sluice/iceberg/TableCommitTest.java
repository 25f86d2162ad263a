package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.iceberg.CommitRequest.CommitResult;
import dev.sluice.iceberg.IceFarm.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableCommitTest {
  @TempDir Path folder;
  private IceFarm farm;
  private TableLayout layout;

  @BeforeEach
  void prepare() throws IOException {
    farm = new IceFarm(folder);
    layout = farm.prepare();
  }

  private MadeUnit unit(int day, String version, int rows) throws IOException {
    return farm.unit(layout, day, version, IceFarm.readings(day, version, rows));
  }

  @Test
  void allUnitsOfARunAreThereAtOnce() throws IOException {
    CommitResult result = farm.commit("run-1", unit(0, "a", 3), unit(1, "a", 2));
    assertThat(result.committed()).containsExactlyInAnyOrder("day=2026-06-01", "day=2026-06-02");
    assertThat(farm.rows().keySet()).containsExactly("0-0a", "0-1a", "0-2a", "1-0a", "1-1a");
    Table table = farm.open();
    assertThat(table.snapshots()).hasSize(1);
    assertThat(table.currentSnapshot().summary()).containsEntry("sluice.run", "run-1");
  }

  @Test
  void iceberg_sReaderGetsTheValues() throws IOException {
    farm.commit("run-1", unit(0, "a", 2));
    Record record = farm.rows().get("0-1a");
    assertThat(record.getField("reading")).isEqualTo(1.0);
    assertThat(record.getField("event_time"))
        .isEqualTo(OffsetDateTime.parse("2026-06-01T01:00:00Z"));
    assertThat(record.getField("count")).isEqualTo(1);
  }

  @Test
  void aUnitThatIsMadeAgainReplacesItsRowsAlone() throws IOException {
    farm.commit("run-1", unit(0, "a", 3), unit(1, "a", 2));
    farm.commit("run-2", unit(0, "b", 1));
    assertThat(farm.rows().keySet()).containsExactly("0-0b", "1-0a", "1-1a");
  }

  @Test
  void anOlderSnapshotStillHasItsRows() throws IOException {
    farm.commit("run-1", unit(0, "a", 3));
    long before = farm.open().currentSnapshot().snapshotId();
    farm.commit("run-2", unit(0, "b", 1));
    List<Object> ids = new ArrayList<>();
    try (CloseableIterable<Record> old =
        org.apache.iceberg.data.IcebergGenerics.read(farm.open()).useSnapshot(before).build()) {
      old.forEach(record -> ids.add(record.get(0)));
    }
    assertThat(ids).containsExactlyInAnyOrder("0-0a", "0-1a", "0-2a");
  }

  @Test
  void rowsOfOtherDaysLieInTheirOwnPartitionsAndGoWithTheirUnit() throws IOException {
    List<Reading> readings = new ArrayList<>(IceFarm.readings(0, "a", 2));
    readings.add(new Reading("late", 1, Instant.parse("2026-05-30T12:00:00Z"), 1));
    readings.add(new Reading("never", 1, null, 1));
    farm.commit("run-1", farm.unit(layout, 0, "a", readings), unit(1, "a", 1));
    assertThat(farm.rows()).containsOnlyKeys("0-0a", "0-1a", "late", "never", "1-0a");
    assertThat(files(farm.open())).hasSize(4);
    farm.commit("run-2", unit(0, "b", 1));
    assertThat(farm.rows()).containsOnlyKeys("0-0b", "1-0a");
  }

  private static List<DataFile> files(Table table) throws IOException {
    List<DataFile> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
      tasks.forEach(task -> files.add(task.file()));
    }
    return files;
  }

  @Test
  void aConditionOnTheTimeAlonePrunesFiles() throws IOException {
    farm.commit("run-1", unit(0, "a", 24), unit(1, "a", 24), unit(2, "a", 24));
    try (CloseableIterable<FileScanTask> tasks =
        farm.open()
            .newScan()
            .filter(Expressions.greaterThanOrEqual("event_time", "2026-06-03T00:00:00+00:00"))
            .planFiles()) {
      assertThat(tasks).hasSize(1);
    }
  }

  @Test
  void aRepeatedCommitChangesNothing() throws IOException {
    MadeUnit unit = unit(0, "a", 3);
    farm.commit("run-1", unit);
    CommitResult again = farm.commit("run-1", unit);
    assertThat(again.committed()).containsExactly("day=2026-06-01");
    assertThat(farm.open().snapshots()).hasSize(1);
  }

  @Test
  void aUnitWithoutRowsIsKnownToBeMade() throws IOException {
    MadeUnit empty = unit(0, "a", 0);
    assertThat(farm.commit("run-1", empty, unit(1, "a", 1)).committed()).hasSize(2);
    assertThat(farm.commit("run-2", unit(2, "a", 0)).committed()).hasSize(1);
    assertThat(farm.commit("run-3", unit(1, "b", 0)).committed()).hasSize(1);
    assertThat(farm.rows()).isEmpty();
    assertThat(farm.commit("run-4", unit(1, "c", 1)).committed()).hasSize(1);
    assertThat(farm.rows()).containsOnlyKeys("1-0c");
  }

  @Test
  void rowsThatSomebodyAddedAreLeftAndNamed() throws IOException {
    farm.commit("run-1", unit(0, "a", 2), unit(1, "a", 2));
    MadeUnit theirs = unit(0, "theirs", 1);
    Table table = farm.open();
    table.newAppend().appendFile(theirs.files().get(0)).commit();
    Snapshot foreign = table.currentSnapshot();
    CommitResult result = farm.commit("run-2", unit(0, "b", 1), unit(1, "b", 1));
    assertThat(result.committed()).containsExactly("day=2026-06-02");
    assertThat(result.left().get("day=2026-06-01"))
        .contains("append in snapshot " + foreign.snapshotId());
    assertThat(farm.rows().keySet()).containsExactly("0-0a", "0-0theirs", "0-1a", "1-0b");
  }

  @Test
  void whatOthersDidIsKnownAlsoAfterFurtherCommits() throws IOException {
    farm.commit("run-1", unit(0, "a", 2), unit(1, "a", 2));
    farm.open().newDelete().deleteFile(unit0().files().get(0)).commit();
    farm.commit("run-2", unit(1, "b", 1));
    farm.commit("run-3", unit(1, "c", 1));
    assertThat(farm.commit("run-4", unit(0, "d", 1)).left()).containsOnlyKeys("day=2026-06-01");
    assertThat(farm.takeOver("run-5", unit(0, "e", 1)).committed()).hasSize(1);
    assertThat(farm.rows()).containsOnlyKeys("0-0e", "1-0c");
    assertThat(farm.commit("run-6", unit(0, "f", 1)).left()).isEmpty();
  }

  private MadeUnit unit0() throws IOException {
    PinnedTable table = farm.lake.look("readings");
    return TableState.of(farm.lake, "readings", table.current())
        .ledger()
        .unit(IceFarm.path(0), IceFarm.FIRST.toEpochDay())
        .orElseThrow();
  }

  @Test
  void rowsOfOthersAreTakenOverWhenThatIsAskedFor() throws IOException {
    farm.commit("run-1", unit(0, "a", 2), unit(1, "a", 2));
    farm.open().newAppend().appendFile(unit(0, "theirs", 1).files().get(0)).commit();
    assertThat(farm.takeOver("run-2", unit(0, "b", 1)).left()).isEmpty();
    assertThat(farm.rows()).containsOnlyKeys("0-0b", "1-0a", "1-1a");
  }

  @Test
  void anOptimizerThatOnlyRewritesFilesIsNoObstacle() throws IOException {
    farm.commit("run-1", unit(0, "a", 2), unit(1, "a", 2));
    MadeUnit rewritten = farm.unit(layout, 0, "x", IceFarm.readings(0, "a", 2));
    farm.open()
        .newRewrite()
        .rewriteFiles(Set.copyOf(unit0().files()), Set.copyOf(rewritten.files()))
        .commit();
    assertThat(farm.commit("run-2", unit(0, "b", 1)).left()).isEmpty();
    assertThat(farm.rows()).containsOnlyKeys("0-0b", "1-0a", "1-1a");
    assertThat(farm.commit("run-3", unit(0, "c", 1)).left()).isEmpty();
  }

  @Test
  void unitsWhoseRowsSomebodyPutIntoOneFileAreReplacedTogetherOrNotAtAll() throws IOException {
    List<Reading> late = List.of(new Reading("late", 1, Instant.parse("2026-06-01T23:00:00Z"), 1));
    farm.commit("run-1", unit(0, "a", 1), farm.unit(layout, 1, "a", late));
    List<Reading> both = new ArrayList<>(IceFarm.readings(0, "a", 1));
    both.addAll(late);
    MadeUnit merged = farm.unit(layout, 0, "x", both);
    farm.open()
        .newRewrite()
        .rewriteFiles(Set.copyOf(files(farm.open())), Set.copyOf(merged.files()))
        .commit();
    CommitResult alone = farm.commit("run-2", unit(0, "b", 1));
    assertThat(alone.left().get("day=2026-06-01")).contains("day=2026-06-02").contains("replace");
    assertThat(farm.rows()).containsOnlyKeys("0-0a", "late");
    farm.commit("run-3", unit(0, "c", 1), farm.unit(layout, 1, "c", late));
    assertThat(farm.rows()).containsOnlyKeys("0-0c", "late");
  }

  @Test
  void aRollbackOfSomebodyElseIsLeftAndNamed() throws IOException {
    farm.commit("run-1", unit(0, "a", 1));
    long first = farm.open().currentSnapshot().snapshotId();
    farm.commit("run-2", unit(0, "b", 1));
    farm.open().manageSnapshots().rollbackTo(first).commit();
    assertThat(farm.commit("run-3", unit(0, "c", 1)).left().get("day=2026-06-01"))
        .contains("rollback");
    assertThat(farm.rows()).containsOnlyKeys("0-0a");
    farm.takeOver("run-4", unit(0, "d", 1));
    assertThat(farm.rows()).containsOnlyKeys("0-0d");
  }
}
