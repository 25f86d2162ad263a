package dev.sluice.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.run.port.FakeQueryEngine;
import dev.sluice.core.run.port.FakeTableCatalog;
import dev.sluice.core.run.port.QueryEngine;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.Task;
import dev.sluice.core.trusted.FarmLake;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefineStepTest {
  private static final RefinedTable WIDE =
      new RefinedTable(
          "wide", "SELECT 1 FROM readings", "all in a row", List.of("readings"), List.of());
  private static final RefinedTable TOP =
      new RefinedTable("top", "SELECT 1 FROM wide", "", List.of("wide"), List.of());

  @TempDir Path folder;
  private FarmLake lake;
  private final FakeTableCatalog catalog = new FakeTableCatalog();
  private final FakeQueryEngine engine = new FakeQueryEngine(this::make);
  private Pipeline pipeline =
      FarmLake.pipeline(
          List.of(WIDE, TOP), List.of(new NamedQuery("highest", "SELECT * FROM top")));
  private Instant time = Instant.parse("2026-06-01T00:00:00Z");

  @BeforeEach
  void makeALake() {
    lake = new FarmLake(folder);
    lake.put("1", "{\"id\":\"a\",\"data\":1}");
  }

  private void make(QueryEngine.TableStart table) {
    lake.putBytes(table.folder() + "part-0", table.sql().getBytes(UTF_8));
    catalog.helper(table.name(), table.folder());
  }

  private RunResult schedule() throws IOException {
    time = time.plus(Duration.ofMinutes(15));
    return driver().handle(RunEvents.schedule(time, () -> 60_000));
  }

  private RunDriver driver() {
    return new RunDriver(
        EmbeddedPorts.of(pipeline, lake.store, lake.transform(1 << 20), catalog, engine));
  }

  private String runToTheEnd() throws IOException {
    RunResult result = schedule();
    for (int i = 0; i < 10 && !Run.Step.valueOf(result.state()).isEnd(); i++) {
      engine.succeedAll();
      result = schedule();
    }
    return result.state();
  }

  private List<String> folders(String table) {
    return lake.store.keys().stream()
        .filter(key -> key.startsWith("refined/farm/" + table + "/"))
        .toList();
  }

  @Test
  void makesATableOnceThoseThatItReadsAreSwapped() throws IOException {
    assertThat(schedule().state()).isEqualTo("REFINE");
    assertThat(engine.tables.values())
        .singleElement()
        .satisfies(
            table -> {
              assertThat(table.name()).isEqualTo("wide__000001_1_20260601t001500z");
              assertThat(table.folder()).isEqualTo("refined/farm/wide/000001-1-20260601T001500Z/");
              assertThat(table.sql()).isEqualTo(WIDE.sql());
            });
    String id = engine.succeedAll().get(0);
    RunResult swapped =
        driver().handle(RunEvents.of(time, new RunEvent.Cause.TaskEnded(id), () -> 60_000));
    assertThat(swapped.work().refined().get(0).state()).isEqualTo(Task.State.SUCCEEDED);
    assertThat(swapped.work().refined().get(1).state()).isEqualTo(Task.State.RUNNING);
    assertThat(catalog.made.keySet()).containsExactly("wide");
    assertThat(catalog.made.get("wide").comment()).isEqualTo("all in a row");
    assertThat(runToTheEnd()).isEqualTo("SUCCEEDED");
    assertThat(catalog.made.keySet()).containsExactly("top", "wide");
    assertThat(swapped.toJson()).contains("\"refined\":{\"wide\":{\"state\":\"SUCCEEDED\"");
  }

  @Test
  void hasNothingToDoTheSecondTime() throws IOException {
    runToTheEnd();
    assertThat(runToTheEnd()).isEqualTo("NOTHING_TO_DO");
    assertThat(engine.tables).hasSize(2);
  }

  @Test
  void makesAllThatReadsWhatChangedAndKeepsThePreviousRows() throws IOException {
    for (int i = 0; i < 4; i++) {
      lake.put("more-" + i, "{\"id\":\"b" + i + "\",\"data\":1}");
      assertThat(runToTheEnd()).isEqualTo("SUCCEEDED");
    }
    assertThat(engine.tables).hasSize(8);
    assertThat(folders("top"))
        .hasSize(2)
        .last()
        .isEqualTo(catalog.made.get("top").location() + "part-0");
  }

  @Test
  void makesOnlyTheTableWhoseTextChanged() throws IOException {
    runToTheEnd();
    RefinedTable other =
        new RefinedTable("top", "SELECT 2 FROM wide", "", List.of("wide"), List.of());
    pipeline = FarmLake.pipeline(List.of(WIDE, other), List.of());
    assertThat(runToTheEnd()).isEqualTo("SUCCEEDED");
    assertThat(engine.tables).hasSize(3);
  }

  @Test
  void makesATableAgainThatWasDroppedFromTheCatalog() throws IOException {
    runToTheEnd();
    catalog.drop("top");
    assertThat(runToTheEnd()).isEqualTo("SUCCEEDED");
    assertThat(catalog.made).containsKey("top");
  }

  @Test
  void makesTablesAgainAfterTheRunDocumentWasLost() throws IOException {
    runToTheEnd();
    lake.store.delete("state/farm/run.json");
    assertThat(runToTheEnd()).isEqualTo("SUCCEEDED");
    assertThat(engine.tables.values().stream().map(QueryEngine.TableStart::folder).distinct())
        .hasSize(4);
  }

  @Test
  void triesEachAttemptInAFolderOfItsOwnAndLeavesWhatReadsAFailedTable() throws IOException {
    RunResult result = schedule();
    for (int i = 0; i < 3; i++) {
      engine.failAll("HIVE_BAD_DATA");
      result = schedule();
    }
    assertThat(result.state()).isEqualTo("FAILED");
    assertThat(result.failures())
        .extracting(Run.Failure::reason)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("Table 'wide' failed 3 times, at last e-"),
            second ->
                assertThat(second)
                    .isEqualTo("Table 'top' was left as it was: it reads 'wide', which failed"),
            third ->
                assertThat(third)
                    .isEqualTo(
                        "Query 'highest' was left as it was: it reads 'top', which was not made"));
    assertThat(engine.tables.values().stream().map(QueryEngine.TableStart::folder).distinct())
        .hasSize(3);
  }

  @Test
  void runsQueriesOverTheRowsThatStandWhenATableFails() throws IOException {
    runToTheEnd();
    lake.put("2", "{\"id\":\"b\",\"data\":1}");
    schedule();
    for (int i = 0; i < 3; i++) {
      engine.failAll("HIVE_BAD_DATA");
      schedule();
    }
    engine.succeedAll();
    RunResult last = schedule();
    assertThat(last.state()).isEqualTo("FAILED");
    assertThat(last.work().queries().get(0).state()).isEqualTo(Task.State.SUCCEEDED);
    assertThat(runToTheEnd()).isEqualTo("SUCCEEDED");
  }

  @Test
  void leavesATableOfSomebodyElseAlone() throws IOException {
    catalog.helper("wide", "elsewhere/");
    String state = runToTheEnd();
    assertThat(state).isEqualTo("FAILED");
    assertThat(catalog.made.get("wide").location()).isEqualTo("elsewhere/");
    assertThat(engine.tables).isEmpty();
  }
}
