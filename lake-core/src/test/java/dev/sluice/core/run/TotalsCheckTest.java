package dev.sluice.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.check.Severity;
import dev.sluice.core.pipeline.check.TableRule;
import dev.sluice.core.run.state.Run;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Checks that tables' totals are enough for. */
class TotalsCheckTest extends RunOfChecks {
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

  @Test
  void whatFailsElsewhereDoesNotKeepTheSizeOfBefore() throws IOException {
    pipeline = sized(OptionalLong.empty(), OptionalLong.empty(), OptionalDouble.of(1));
    assertThat(runToTheEnd().state()).isEqualTo("SUCCEEDED");
    put("2", "b", "2026-06-01T00:00:00Z");
    RunResult failed = schedule();
    for (int i = 0; i < 10 && !Run.Step.valueOf(failed.state()).isEnd(); i++) {
      engine.failAll("no luck");
      failed = schedule();
    }
    assertThat(failed.failures()).noneMatch(failure -> failure.step() == Run.Step.CHECKS);
    put("3", "c", "2026-06-01T00:00:00Z");
    put("4", "d", "2026-06-01T00:00:00Z");
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
}
