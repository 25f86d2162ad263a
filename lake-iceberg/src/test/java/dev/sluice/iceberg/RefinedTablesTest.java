package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TableSpec;
import dev.sluice.core.run.port.TableCatalog.Hold;
import dev.sluice.core.run.port.TableCatalog.Kind;
import dev.sluice.core.run.port.TableCatalog.MadeTable;
import dev.sluice.core.run.port.TableCatalog.TablePointer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;

class RefinedTablesTest extends MadeTables {
  private static final TableFormat ICEBERG =
      new TableFormat.Iceberg(TableSpec.NONE, Map.of(), 7, 20);

  private Hold hold() throws IOException {
    return tables().pointer("wide").orElseThrow().hold();
  }

  @Test
  void rowsOfOthersAreLeftAndNamedUnlessTheyAreToBeTakenOver() throws IOException {
    attempt(1, row(1L, "a"));
    append(7L, "theirs");
    String theirs = "" + open().currentSnapshot().snapshotId();

    assertThat(hold()).isEqualTo(new Hold.Foreign("append", theirs));
    assertThat(tables().pointer("wide").orElseThrow().location()).isEqualTo(made(1).location());
    assertThatThrownBy(() -> attempt(2, row(2L, "b")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("append in snapshot " + theirs)
        .hasMessageContaining("--overwrite-foreign");
    assertThat(rows()).hasSize(2);

    assertThat(point(make(made(3, true, ICEBERG), TWO, row(3L, "c")))).isTrue();
    assertThat(rows()).containsExactly(List.of(3L, "c"));
    assertThat(rows(Long.parseLong(theirs))).hasSize(2);
    assertThat(hold()).isEqualTo(Hold.NONE);
  }

  @Test
  void filesThatSomebodyPutInOrderAreNoObstacle() throws IOException {
    attempt(1, row(1L, "a"), row(2L, "b"));
    Table table = open();
    DataFile old = table.currentSnapshot().addedDataFiles(table.io()).iterator().next();
    table
        .newRewrite()
        .deleteFile(old)
        .addFile(file(TWO, FOLDER, row(1L, "a"), row(2L, "b")))
        .commit();

    assertThat(hold()).isEqualTo(Hold.NONE);
    assertThat(attempt(2, row(2L, "c"))).isTrue();
    assertThat(rows()).containsExactly(List.of(2L, "c"));
  }

  @Test
  void whatOthersPutBackIsTheirsToo() throws IOException {
    attempt(1, row(1L, "a"));
    long first = open().currentSnapshot().snapshotId();
    attempt(2, row(2L, "b"));
    open().manageSnapshots().rollbackTo(first).commit();

    assertThat(hold()).isEqualTo(new Hold.Foreign("rollback", "" + first));
  }

  @Test
  void aTableThatIsPinnedStaysSoUntilItIsLetGo() throws IOException {
    attempt(1, row(1L, "a"));
    long first = open().currentSnapshot().snapshotId();
    attempt(2, row(2L, "b"));
    TableRollback rollback = new TableRollback(lake(), "wide", Clock.systemUTC());
    rollback.to(first, false);

    assertThat(rows()).containsExactly(List.of(1L, "a"));
    assertThat(hold()).isInstanceOf(Hold.Pinned.class);
    assertThatThrownBy(() -> attempt(3, row(3L, "c")))
        .hasMessageContaining("pinned at snapshot " + first);
    MadeTable plain = made(4, true, TableFormat.PLAIN);
    assertThatThrownBy(() -> tables().point(plain, tables().pointer("wide")))
        .hasMessageContaining("pinned at snapshot " + first);
    rollback.unpin(false);
    assertThat(rows()).containsExactly(List.of(2L, "b"));
    assertThat(attempt(5, row(5L, "e"))).isTrue();
    assertThat(rows()).containsExactly(List.of(5L, "e"));
  }

  @Test
  void historyTellsWhichRunMadeWhat() throws IOException {
    attempt(1, row(1L, "a"));
    attempt(2, row(2L, "b"));
    assertThat(new TableHistory(lake(), "wide").json().findValuesAsText("by"))
        .containsExactly("run 2-run", "run 1-run");
  }

  @Test
  void plainFilesAndAnIcebergTableTakeEachOthersPlaceInOneExchange() throws IOException {
    metadata.makePlain("wide", made(1).location());
    assertThat(attempt(2, row(2L, "b"))).isTrue();
    assertThat(rows()).hasSize(1);

    MadeTable plain = made(3, false, TableFormat.PLAIN);
    assertThat(point(plain)).isTrue();
    assertThat(tables().pointer("wide").orElseThrow().kind()).isEqualTo(Kind.FILES);
    assertThat(tables().pointer("wide").orElseThrow().location()).isEqualTo(plain.location());

    assertThat(attempt(4, row(4L, "d"))).isTrue();
    assertThat(rows()).containsExactly(List.of(4L, "d"));
  }

  @Test
  void plainFilesDoNotTakeThePlaceOfRowsThatOthersChanged() throws IOException {
    attempt(1, row(1L, "a"));
    append(7L, "theirs");
    MadeTable plain = made(2, false, TableFormat.PLAIN);
    assertThatThrownBy(() -> point(plain)).hasMessageContaining("somebody else changed its rows");
    Optional<TablePointer> before = tables().pointer("wide");
    append(8L, "theirs");
    assertThat(tables().point(made(3, true, TableFormat.PLAIN), before)).isFalse();
    assertThat(rows()).hasSize(3);
  }

  @Test
  void aViewBecomesATable() throws IOException {
    ((CatalogEntries) entries).makeView("wide", made(1).location());
    assertThat(attempt(2, row(2L, "b"))).isTrue();
    assertThat(rows()).hasSize(1);
    assertThat(tables().pointer("wide").orElseThrow().kind()).isEqualTo(Kind.ICEBERG);
  }

  @Test
  void aTableWhoseMetadataCannotBeReadIsHeldWithTheReason() throws IOException {
    attempt(1, row(1L, "a"));
    String location = metadata.read("wide").orElseThrow().location();
    store.delete(location.substring("s3://lake/".length()));
    assertThat(hold())
        .isInstanceOf(Hold.Unreadable.class)
        .asString()
        .contains("The metadata of table 'wide' can't be read");
  }

  @Test
  void snapshotsGoWithTheirFilesAndKeptOnesLoseNone() throws IOException {
    TableFormat two = new TableFormat.Iceberg(TableSpec.NONE, Map.of(), 7, 2);
    for (int i = 1; i <= 12; i++) {
      point(make(made(i, false, two), TWO, row((long) i, "a")));
    }
    int kept = 0;
    for (Snapshot snapshot : open().snapshots()) {
      assertThat(rows(snapshot.snapshotId())).hasSize(1);
      kept++;
    }
    assertThat(kept).isBetween(2, 5);
    // A file goes with the snapshot that took it out.
    assertThat(store.keys().stream().filter(key -> key.contains("/data/"))).hasSize(kept + 1);
  }

  @Test
  void whatHelpersAndFailedAttemptsLeftIsSweptAfterThreeDays() throws IOException {
    MadeTable failed = make(made(1), TWO, row(1L, "a"));
    entries.drop(failed.helper());
    store.put(PutObject.of(made(2).location() + "data/half", new byte[1], "text/plain"));
    attempt(3, row(3L, "c"));
    new OrphanSweep(lake(), "wide").sweep(Instant.now().plus(Duration.ofDays(2)));
    assertThat(store.keys()).anyMatch(key -> key.startsWith(failed.location()));

    new OrphanSweep(lake(), "wide").sweep(Instant.now().plus(Duration.ofDays(4)));
    assertThat(store.keys())
        .noneMatch(key -> key.startsWith(failed.location()))
        .noneMatch(key -> key.startsWith(made(2).location()))
        .noneMatch(key -> key.startsWith(made(3).location() + "metadata/"));
    assertThat(rows()).containsExactly(List.of(3L, "c"));
  }
}
