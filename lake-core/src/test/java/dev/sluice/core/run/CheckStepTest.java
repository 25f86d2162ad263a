package dev.sluice.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.check.Severity;
import dev.sluice.core.pipeline.check.TableRule;
import dev.sluice.core.run.port.FakeQueryEngine;
import dev.sluice.core.run.port.FakeTableCatalog;
import dev.sluice.core.run.port.TableCatalog.RowFormat;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.RunDocument;
import dev.sluice.core.run.state.RunJson;
import dev.sluice.core.trusted.FarmLake;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckStepTest {
  @TempDir Path folder;
  private FarmLake lake;
  private final FakeTableCatalog catalog = new FakeTableCatalog();
  private final FakeQueryEngine engine =
      new FakeQueryEngine(
          table -> {
            lake.putBytes(table.folder() + "part-0", new byte[1]);
            catalog.helper(table.name(), table.folder());
          });
  private String answer = "\"failed_rows\",\"reading_id\"\n";
  private Pipeline pipeline =
      CheckedFarm.pipeline(
          CheckedFarm.check("no-negatives", CheckedFarm.NO_NEGATIVES, Severity.FAIL));
  private Instant time = Instant.parse("2026-06-01T00:00:00Z");

  @BeforeEach
  void makeALake() {
    lake = new FarmLake(folder);
    put("1", "a", "2026-06-01T00:00:00Z");
    engine.answerer = (query, key) -> lake.putBytes(key, answer.getBytes(UTF_8));
  }

  private void put(String object, String id, String timestamp) {
    lake.put(object, "{\"id\":\"%s\",\"data\":1,\"timestamp\":\"%s\"}".formatted(id, timestamp));
  }

  private RunResult schedule() throws IOException {
    time = time.plus(Duration.ofMinutes(15));
    return new RunDriver(
            EmbeddedPorts.of(pipeline, lake.store, lake.transform(1 << 20), catalog, engine))
        .handle(RunEvents.schedule(time, () -> 60_000));
  }

  private RunResult runToTheEnd() throws IOException {
    RunResult result = schedule();
    for (int i = 0; i < 10 && !Run.Step.valueOf(result.state()).isEnd(); i++) {
      engine.succeedAll();
      result = schedule();
    }
    return result;
  }

  private RunDocument document() throws IOException {
    return RunJson.in(lake.store, "farm").load().value().orElse(RunDocument.EMPTY);
  }

  private List<String> written() {
    return lake.store.keys().stream().filter(key -> key.startsWith("checks/farm/")).toList();
  }

  private List<String> started() {
    return engine.started.values().stream().map(query -> query.output()).toList();
  }

  @Test
  void startsTheStatementBeforeWhatReadsTheTable() throws IOException {
    assertThat(schedule().state()).isEqualTo("CHECKS");
    assertThat(started()).containsExactly("results/farm/readings.no-negatives/");
    engine.succeedAll();
    assertThat(schedule().state()).isEqualTo("REFINE");
    assertThat(runToTheEnd().state()).isEqualTo("SUCCEEDED");
  }

  @Test
  void aFailedCheckLeavesWhatReadsTheTableAsItWas() throws IOException {
    answer += "\"3\",\"wt-99\"\n";
    RunResult failed = runToTheEnd();
    assertThat(failed.state()).isEqualTo("FAILED");
    assertThat(failed.failures())
        .extracting(Run.Failure::reason)
        .containsExactly(
            "Check 'no-negatives' of table 'readings' does not hold, 3 failed: reading_id=wt-99",
            "Table 'wide' was left as it was: it reads 'readings', whose check 'no-negatives'"
                + " failed",
            "Query 'highest' was left as it was: it reads 'readings', whose check 'no-negatives'"
                + " failed");
    assertThat(failed.failures().get(0).remedy()).contains("farm__checks", "raw");
    assertThat(catalog.made).isEmpty();
    assertThat(started()).hasSize(1);
  }

  @Test
  void aFailedCheckStandsUntilTheTableOrTheCheckChanges() throws IOException {
    answer += "\"3\",\"wt-99\"\n";
    runToTheEnd();
    lake.store.delete(
        lake.store.keys().stream().filter(key -> key.startsWith("results/")).findFirst().get());
    RunResult again = runToTheEnd();
    assertThat(again.state()).isEqualTo("FAILED");
    assertThat(again.failures().get(0).reason()).contains("3 failed: reading_id=wt-99");
    assertThat(started()).hasSize(1);
    assertThat(written()).describedAs("it found nothing new").hasSize(1);
    answer = "\"failed_rows\",\"reading_id\"\n";
    put("2", "b", "2026-06-01T00:00:00Z");
    assertThat(runToTheEnd().state()).isEqualTo("SUCCEEDED");
    assertThat(catalog.made).containsKey("wide");
    assertThat(written()).hasSize(2);
    assertThat(runToTheEnd().state()).isEqualTo("NOTHING_TO_DO");
    assertThat(written()).hasSize(2);
  }

  @Test
  void aWarningIsRecordedAndTheRunGoesOn() throws IOException {
    pipeline =
        CheckedFarm.pipeline(
            CheckedFarm.check("no-negatives", CheckedFarm.NO_NEGATIVES, Severity.WARN));
    answer += "\"3\",\"wt-99\"\n";
    RunResult ended = runToTheEnd();
    assertThat(ended.state()).isEqualTo("SUCCEEDED");
    assertThat(lake.store.text(written().get(0)))
        .isEqualTo(
            "{\"run\":\"1-2026-06-01T00:15:00Z\",\"run_time\":\"2026-06-01 00:15:00.000\","
                + "\"table_name\":\"readings\",\"check_name\":\"no-negatives\","
                + "\"severity\":\"warn\",\"failed_rows\":3,\"example\":\"reading_id=wt-99\"}\n");
    assertThat(catalog.tables.get("farm__checks").format()).isEqualTo(RowFormat.JSON_LINES);
    assertThat(catalog.tables.get("farm__checks").location()).isEqualTo("checks/farm/");
    assertThat(ended.toJson()).contains("\"check\":\"no-negatives\"", "\"failed\":3");
    assertThat(document().checks().failures()).hasSize(1);
  }

  @Test
  void aStatementThatCantBeMadeBarsNothingIfItOnlyWarns() throws IOException {
    pipeline =
        CheckedFarm.pipeline(
            CheckedFarm.check("no-negatives", CheckedFarm.NO_NEGATIVES, Severity.WARN));
    schedule();
    for (int i = 0; i < 3; i++) {
      engine.failAll("COLUMN_NOT_FOUND");
      schedule();
    }
    RunResult failed = runToTheEnd();
    assertThat(failed.state()).isEqualTo("FAILED");
    assertThat(failed.failures())
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure.reason())
                    .startsWith("Check 'readings.no-negatives' failed 3 times")
                    .endsWith("COLUMN_NOT_FOUND"));
    assertThat(catalog.made).containsKey("wide");
  }

  @Test
  void aTableOfTheRightSizeNeedsNoEngine() throws IOException {
    pipeline = sized(OptionalLong.of(1), OptionalLong.of(2), OptionalDouble.empty());
    assertThat(schedule().state()).isEqualTo("REFINE");
    assertThat(runToTheEnd().state()).isEqualTo("SUCCEEDED");
    put("2", "b", "2026-06-01T00:00:00Z");
    put("3", "c", "2026-06-01T00:00:00Z");
    assertThat(runToTheEnd().failures().get(0).reason()).endsWith("1 failed: 3 rows, more than 2");
  }

  @Test
  void aTableThatShrinksIsComparedWithTheLastRunThatDidNotFail() throws IOException {
    pipeline = sized(OptionalLong.empty(), OptionalLong.empty(), OptionalDouble.of(0.5));
    put("2", "b", "2026-06-01T00:00:00Z");
    put("3", "c", "2026-06-01T00:00:00Z");
    assertThat(runToTheEnd().state()).isEqualTo("SUCCEEDED");
    lake.store.delete("raw/farm/year=2026/month=06/day=01/2");
    lake.store.delete("raw/farm/year=2026/month=06/day=01/3");
    for (int i = 0; i < 2; i++) {
      assertThat(runToTheEnd().failures().get(0).reason())
          .endsWith("2 failed: 1 rows, the last run that did not fail had 3");
    }
    put("2", "b", "2026-06-01T00:00:00Z");
    assertThat(runToTheEnd().state()).isEqualTo("SUCCEEDED");
  }

  private static Pipeline sized(OptionalLong min, OptionalLong max, OptionalDouble change) {
    return CheckedFarm.pipeline(
        CheckedFarm.check("size", new TableRule.Size(min, max, change), Severity.FAIL));
  }

  @Test
  void aTableIsStaleThoughNothingChanged() throws IOException {
    pipeline =
        CheckedFarm.pipeline(
            CheckedFarm.check(
                "fresh", new TableRule.Freshness(Duration.ofHours(2)), Severity.WARN));
    assertThat(runToTheEnd().state()).isEqualTo("SUCCEEDED");
    assertThat(runToTheEnd().state()).isEqualTo("NOTHING_TO_DO");
    time = Instant.parse("2026-06-01T03:00:00Z");
    assertThat(runToTheEnd().state()).isEqualTo("SUCCEEDED");
    assertThat(written()).hasSize(2);
    assertThat(lake.store.text(written().get(1)))
        .contains("the newest event is of 2026-06-01T00:00:00Z, 3h15m before the run");
    assertThat(runToTheEnd().state()).describedAs("as before").isEqualTo("NOTHING_TO_DO");
    assertThat(written()).hasSize(2);
  }

  @Test
  void anotherTableOfThatNameIsAFailureOfTheRun() throws IOException {
    schedule();
    engine.succeedAll();
    catalog.incompatible = "its location is elsewhere";
    RunResult failed = runToTheEnd();
    assertThat(failed.state()).isEqualTo("FAILED");
    assertThat(failed.failures())
        .extracting(Run.Failure::reason)
        .containsExactly("Table 'farm__checks' can't be declared: its location is elsewhere");
  }
}
