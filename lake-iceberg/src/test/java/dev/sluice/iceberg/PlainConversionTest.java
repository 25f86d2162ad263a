package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TableSpec;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.FarmLake;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.TableGate;
import dev.sluice.core.trusted.survey.KnownManifests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A lake of plain tables whose definition says Iceberg now. */
class PlainConversionTest {
  private static final TrustedTable PLAIN = FarmRuns.table(TableFormat.PLAIN);
  private static final TrustedTable FOLDERS = FarmRuns.table(TableSpec.ofFolders(FarmLake.DAY));
  private static final String FIRST =
      "trusted/farm/readings/year=2026/month=06/day=01/part-0.parquet";

  /** More than a conversion makes. */
  private static final int CALLS = 60;

  @TempDir Path folder;
  private FarmRuns runs;

  static List<TrustedTable> tables() {
    return List.of(FOLDERS, FarmRuns.table(IceFarm.DAY));
  }

  @BeforeEach
  void plainTable() throws IOException {
    runs = new FarmRuns(folder);
    runs.put(1, 1, "a", "a1", "a2");
    runs.put(2, 2, "b", "b1");
    runs.put(2, 5, "b-far-time", "far");
    runs.run("1", PLAIN).make();
    runs.catalog.makePlain("readings", IceFarm.LOCATION + "/");
  }

  @ParameterizedTest
  @MethodSource("tables")
  void allRowsAreThereOnce(TrustedTable table) throws IOException {
    List<PartitionOutcome> outcomes = runs.run("2", table).make();
    assertThat(outcomes).hasSize(2).hasOnlyElementsOfType(PartitionOutcome.Rewritten.class);
    assertThat(runs.farm.rows()).containsOnlyKeys("a1", "a2", "b1", "far");
    assertThat(runs.farm.open().snapshots()).hasSize(1);
    runs.put(2, 2, "b-late", "b2");
    assertThat(runs.run("3", table).make())
        .hasAtLeastOneElementOfType(PartitionOutcome.UpToDate.class)
        .hasAtLeastOneElementOfType(PartitionOutcome.Rewritten.class);
    assertThat(runs.farm.rows()).containsOnlyKeys("a1", "a2", "b1", "b2", "far");
  }

  @Test
  void aTableWhoseRawIsGoneStaysPlainAndSaysWhy() throws IOException {
    runs.store.delete(FarmRuns.key(1, "a"));
    FarmRuns.Invocation run = runs.run("2", FOLDERS);
    assertThat(run.make(9))
        .hasAtLeastOneElementOfType(PartitionOutcome.Rewritten.class)
        .anySatisfy(
            outcome ->
                assertThat(outcome)
                    .isInstanceOfSatisfying(
                        PartitionOutcome.Failed.class,
                        failed ->
                            assertThat(failed.reason())
                                .isEqualTo(
                                    "raw does not have any more what its rows are made of, so"
                                        + " table 'readings' stays plain")));
    assertThatThrownBy(run::commit)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("and 1 can't, e.g. year=2026/month=06/day=01");
    assertThat(runs.catalog.read("readings").orElseThrow().isIceberg()).isFalse();
    assertThat(runs.store.head(FIRST)).isPresent();
  }

  @Test
  void theTableIsPlainUntilAllOfItIsConverted() throws IOException {
    assertThat(runs.run("2", FOLDERS).make(1)).hasSize(1);
    assertThat(runs.catalog.read("readings").orElseThrow().isIceberg()).isFalse();
    assertThatThrownBy(() -> runs.run("2", FOLDERS).commit())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "Table 'readings' stays plain until all its partitions can be made of raw, and 1 can't,"
                + " e.g. year=2026/month=06/day=02");
    FarmRuns.Invocation next = runs.run("2", FOLDERS);
    assertThat(next.make(9)).hasAtLeastOneElementOfType(PartitionOutcome.UpToDate.class);
    assertThat(next.commit()).isEmpty();
    assertThat(runs.farm.rows()).containsOnlyKeys("a1", "a2", "b1", "far");
    assertThat(runs.farm.open().snapshots()).hasSize(1);
  }

  @Test
  void aTableOfWhichRawCantBeReadStaysPlain() throws IOException {
    runs.put(1, 1, "c", "c1");
    runs.store.put(
        PutObject.of(
            FarmRuns.key(1, "d.json.gz"), "broken".getBytes(StandardCharsets.UTF_8), "text/plain"));
    FarmRuns.Invocation run = runs.run("2", FOLDERS);
    assertThat(run.make(9)).hasAtLeastOneElementOfType(PartitionOutcome.Unreadable.class);
    assertThatThrownBy(run::commit).isInstanceOf(IOException.class);
    assertThat(runs.catalog.read("readings").orElseThrow().isIceberg()).isFalse();
  }

  @Test
  void partitionsOfOtherFieldsAreRefused() throws IOException {
    runs.store.put(
        PutObject.of(
            "trusted/farm/readings/year=2026/part-0.parquet", new byte[] {1}, "text/plain"));
    TableGate gate = runs.run("2", FOLDERS).gate();
    assertThat(gate)
        .isInstanceOfSatisfying(
            TableGate.Refused.class,
            refused ->
                assertThat(refused.reason())
                    .contains(
                        "has partitions of other fields than its definition, e.g. 'trusted/"));
  }

  /** Each call in turn is refused, unanswered, or the last one of a process. */
  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void whateverFailsTheTableIsWholeAndTheNextRunConvertsIt(Faults.Fault fault) throws IOException {
    for (int at = 1; at < CALLS; at++) {
      plainTable();
      try {
        runs.run("2", FOLDERS, new Faults(at, fault)).make();
      } catch (IOException | RuntimeException | Faults.Killed e) {
        assertThat(e).as("call %d", at).isNotInstanceOf(IllegalStateException.class);
      }
      boolean isConverted = runs.catalog.read("readings").orElseThrow().isIceberg();
      if (isConverted) {
        assertThat(runs.farm.rows()).containsOnlyKeys("a1", "a2", "b1", "far");
      }
      assertThat(runs.store.head(FIRST)).isPresent();
      runs.run("3", FOLDERS).make();
      assertThat(runs.farm.rows()).as("call %d", at).containsOnlyKeys("a1", "a2", "b1", "far");
    }
  }

  @Test
  void aTableThatLiesElsewhereIsRefused() throws IOException {
    runs.catalog.makePlain("readings", "s3://lake/trusted/else/");
    assertThat(runs.run("2", FOLDERS).gate())
        .isInstanceOfSatisfying(
            TableGate.Refused.class,
            refused ->
                assertThat(refused.reason())
                    .startsWith(
                        "Table 'readings' lies in 's3://lake/trusted/else/' and is to lie in"
                            + " 's3://lake/trusted/farm/readings/'"));
  }

  @Test
  void plainObjectsThatTheCatalogDoesNotKnowAreConverted() throws IOException {
    FarmRuns forgotten = new FarmRuns(folder);
    forgotten.put(1, 1, "a", "a1");
    forgotten.run("1", PLAIN).make();
    forgotten.run("2", FOLDERS).make();
    assertThat(forgotten.farm.rows()).containsOnlyKeys("a1");
  }

  @Test
  void whatWasKnownOfThePlainTableIsForgotten() throws IOException {
    KnownManifests known = new KnownManifests(runs.store, "farm", "readings");
    known.put("", "HIVE trusted/farm/readings", List.of());
    known.save();
    FarmRuns.Invocation run = runs.run("2", FOLDERS);
    run.make(9);
    assertThat(known.load()).isTrue();
    run.commit();
    assertThat(known.load()).isFalse();
  }

  @Test
  void whatACommitLeftKnownOfThePlainTableIsForgottenByTheNextLook() throws IOException {
    runs.run("2", FOLDERS).make();
    KnownManifests known = new KnownManifests(runs.store, "farm", "readings");
    known.put("", "HIVE trusted/farm/readings", List.of());
    known.save();
    runs.run("3", FOLDERS).make();
    known.load();
    assertThat(known.has("", "HIVE trusted/farm/readings")).isFalse();
  }

  @Test
  void theOldObjectsStayForTheirReadersAndThenGo() throws IOException {
    runs.run("2", FOLDERS).make();
    assertThat(runs.store.head(FIRST)).isPresent();
    new OrphanSweep(runs.farm.lake, "readings").sweep(Instant.now().plus(Duration.ofDays(4)));
    assertThat(runs.store.head(FIRST)).isEmpty();
    assertThat(runs.farm.rows()).containsOnlyKeys("a1", "a2", "b1", "far");
  }
}
