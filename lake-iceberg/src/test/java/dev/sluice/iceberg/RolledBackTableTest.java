package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.lake.PutObject;
import dev.sluice.core.record.Period;
import dev.sluice.core.run.RunResult;
import dev.sluice.core.run.state.TableTotals;
import dev.sluice.core.trusted.TablePin;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;

/** Runs into a table that somebody has put back to what it was. */
class RolledBackTableTest extends IceRuns {
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

  @Test
  void onlySnapshotsOfTheTablesPastCanBeGoneBackTo() throws IOException {
    put(1, "a", "a1");
    run();
    assertThatThrownBy(() -> rollback().to(42, false)).hasMessageContaining("Snapshot 42 is not");
    assertThatThrownBy(() -> rollback().unpin(false)).hasMessageContaining("not pinned");
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
