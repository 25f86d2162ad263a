package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.TableSpec;
import dev.sluice.core.trusted.PartitionOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Raw objects to the rows of an Iceberg table, invocation by invocation. */
class IcebergPartitionsTest {
  @TempDir Path folder;
  private FarmRuns runs;
  private TableSpec spec = IceFarm.DAY;

  @BeforeEach
  void makeALake() {
    runs = new FarmRuns(folder);
  }

  private FarmRuns.Invocation run(String name) {
    return runs.run(name, FarmRuns.table(spec));
  }

  @Test
  void aRunThatGoesOnInAnotherInvocationCommitsOnce() throws IOException {
    runs.put(1, 1, "a", "a1", "a2");
    runs.put(2, 2, "b", "b1");
    assertThat(run("1").make(1)).hasSize(1);
    assertThat(runs.farm.rows()).isEmpty();
    FarmRuns.Invocation second = run("1");
    List<PartitionOutcome> outcomes = second.make(9);
    assertThat(outcomes.get(0))
        .isInstanceOfSatisfying(
            PartitionOutcome.UpToDate.class, made -> assertThat(made.isOfRun()).isTrue());
    assertThat(outcomes.get(1)).isInstanceOf(PartitionOutcome.Rewritten.class);
    assertThat(second.commit()).isEmpty();
    assertThat(runs.farm.rows()).containsOnlyKeys("a1", "a2", "b1");
    assertThat(runs.farm.open().snapshots()).hasSize(1);
    assertThat(runs.farm.open().currentSnapshot().summary())
        .containsEntry("sluice.run", "1")
        .containsEntry("sluice.rows", "3");
  }

  @Test
  void whatIsUpToDateIsKnownFromTheMetadata() throws IOException {
    runs.put(1, 1, "a", "a1");
    FarmRuns.Invocation first = run("1");
    first.make(9);
    first.commit();
    assertThat(run("2").make(9)).hasOnlyElementsOfType(PartitionOutcome.UpToDate.class);
    runs.put(1, 1, "a-late", "a2");
    FarmRuns.Invocation third = run("3");
    assertThat(third.make(9)).hasOnlyElementsOfType(PartitionOutcome.Rewritten.class);
    third.commit();
    assertThat(runs.farm.rows()).containsOnlyKeys("a1", "a2");
  }

  @Test
  void whatAKilledRunStagedIsCommittedByTheNext() throws IOException {
    runs.put(1, 1, "a", "a1");
    run("1").make(9);
    FarmRuns.Invocation next = run("2");
    next.make(9);
    next.commit();
    assertThat(runs.farm.rows()).containsOnlyKeys("a1");
  }

  @Test
  void rowsWhoseRawIsGoneStay() throws IOException {
    runs.put(1, 1, "a", "a1");
    FarmRuns.Invocation first = run("1");
    first.make(9);
    first.commit();
    runs.store.delete(FarmRuns.key(1, "a"));
    assertThat(run("2").make(9)).hasOnlyElementsOfType(PartitionOutcome.Kept.class);
    assertThat(runs.farm.rows()).containsOnlyKeys("a1");
  }

  @Test
  void aTableOfOnePartitionIsMade() throws IOException {
    spec = TableSpec.NONE;
    runs.put(1, 1, "a", "a1");
    runs.put(2, 2, "b", "b1");
    FarmRuns.Invocation run = run("1");
    assertThat(run.make(9)).hasOnlyElementsOfType(PartitionOutcome.Rewritten.class).hasSize(1);
    run.commit();
    assertThat(runs.farm.rows()).containsOnlyKeys("a1", "b1");
  }

  @Test
  void filesThatAnUnfinishedRunStagedAreNoOrphans() throws IOException {
    runs.put(1, 1, "a", "a1");
    FarmRuns.Invocation first = run("1");
    first.make(9);
    first.commit();
    runs.put(2, 2, "b", "b1");
    run("2").make(9);
    // Notes of staged units are good for two days, files are no orphans for three.
    new OrphanSweep(runs.farm.lake, "readings").sweep(Instant.now().plus(Duration.ofDays(2)));
    run("3").commit();
    assertThat(runs.farm.rows()).containsOnlyKeys("a1", "b1");
  }

  @Test
  void notesOfUnitsThatWereNeverCommittedGoWithOrphans() throws IOException {
    runs.put(1, 1, "a", "a1");
    run("1").make(9);
    assertThat(runs.keys("state/")).anyMatch(key -> key.contains("/staged/"));
    new OrphanSweep(runs.farm.lake, "readings").sweep(Instant.now().plus(Duration.ofDays(4)));
    assertThat(runs.keys("state/")).isEmpty();
  }

  /** The files of the old one have the numbers of its columns. */
  @Test
  void whatWaitedForATableThatWasDroppedIsNotPutIntoItsSuccessor() throws IOException {
    runs.put(1, 1, "a", "a1");
    run("1").make(9);
    runs.catalog.drop("readings");
    FarmRuns.Invocation next = run("2");
    assertThat(next.make(9)).hasOnlyElementsOfType(PartitionOutcome.Rewritten.class);
    next.commit();
    assertThat(runs.farm.rows()).containsOnlyKeys("a1");
  }
}
