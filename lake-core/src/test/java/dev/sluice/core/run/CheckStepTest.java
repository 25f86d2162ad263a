package dev.sluice.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.check.Severity;
import dev.sluice.core.pipeline.check.TableCheck;
import dev.sluice.core.pipeline.check.TableRule;
import dev.sluice.core.run.port.TableCatalog.RowFormat;
import dev.sluice.core.run.state.Run;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CheckStepTest extends RunOfChecks {
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
  void aResultThatCantBeReadCostsItsCheckAlone() throws IOException {
    pipeline =
        CheckedFarm.pipeline(
            CheckedFarm.check("no-negatives", CheckedFarm.NO_NEGATIVES, Severity.WARN),
            CheckedFarm.check(
                "two",
                new TableRule.Size(
                    OptionalLong.of(2), OptionalLong.empty(), OptionalDouble.empty()),
                Severity.FAIL));
    answer += "\"3\",\"" + "x".repeat(1 << 20) + "\"\n";
    RunResult failed = runToTheEnd();
    assertThat(failed.state()).isEqualTo("FAILED");
    assertThat(failed.failures())
        .extracting(Run.Failure::subject)
        .startsWith("readings.no-negatives", "readings.two");
    assertThat(failed.failures().get(0).reason())
        .startsWith("Check 'readings.no-negatives' was not judged: 'results/farm/")
        .contains("its first row can't be read");
    answer = "\"failed_rows\",\"reading_id\"\n\"3\",\"wt-99\"\n";
    assertThat(runToTheEnd().toJson()).contains("reading_id=wt-99");
    assertThat(started()).describedAs("the statement is started again").hasSize(2);
  }

  @Test
  void aCheckThatIsDeployedWhileTheRunWaitsIsTheNextRuns() throws IOException {
    TableCheck old = CheckedFarm.check("no-negatives", CheckedFarm.NO_NEGATIVES, Severity.FAIL);
    schedule();
    pipeline =
        CheckedFarm.pipeline(
            old, CheckedFarm.check("none", new TableRule.Sql("SELECT 1"), Severity.FAIL));
    assertThat(runToTheEnd().state()).isEqualTo("SUCCEEDED");
    assertThat(started()).doesNotContain("results/farm/readings.none/");
    assertThat(runToTheEnd().state()).isEqualTo("SUCCEEDED");
    assertThat(started()).contains("results/farm/readings.none/");
  }

  @Test
  void aStatementWhoseCheckIsGoneIsDropped() throws IOException {
    schedule();
    engine.failAll("no luck");
    pipeline = CheckedFarm.pipeline();
    assertThat(runToTheEnd().state()).isEqualTo("SUCCEEDED");
    assertThat(document().checks().statements()).isEmpty();
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
