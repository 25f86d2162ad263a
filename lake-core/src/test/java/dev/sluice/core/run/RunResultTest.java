package dev.sluice.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.TableTotals;
import dev.sluice.core.trusted.flaw.Flaw;
import dev.sluice.core.trusted.flaw.Flaws;
import dev.sluice.core.trusted.rows.RowCounts;
import dev.sluice.core.trusted.rows.RowTotals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunResultTest {
  private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");

  private static RunResult result(Run.Step step, Optional<Instant> newest) {
    Flaws made = new Flaws(List.of(new Flaw(Flaw.Kind.CAST, "v", "not a number", 3, "x")));
    RowTotals rows = new RowTotals(RowCounts.ZERO, Flaws.NONE, newest);
    return new RunResult(
        Optional.of(new Run.Origin(1, START, Optional.empty())),
        step.name(),
        Map.of("readings", new TableTotals(1, 1, "", rows, made, Flaws.NONE, Optional.empty())),
        Run.Work.NONE,
        List.of(),
        RunResult.Invocation.only(""));
  }

  @Test
  void eachTableHasItsFreshnessAndAtTheEndWhatCastsLost() {
    Map<String, String> table = Map.of("Table", "readings");
    Optional<Instant> newest = Optional.of(START.minusSeconds(180));
    assertThat(result(Run.Step.SUCCEEDED, newest).parts())
        .isEqualTo(Map.of(table, Map.of("FreshnessSeconds", 180L, "CastFailures", 3L)));
    assertThat(result(Run.Step.REFINE, newest).parts())
        .isEqualTo(Map.of(table, Map.of("FreshnessSeconds", 180L)));
    assertThat(result(Run.Step.REFINE, Optional.empty()).parts()).isEmpty();
  }
}
