package dev.sluice.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.check.TableRule;
import dev.sluice.core.run.state.TableTotals;
import dev.sluice.core.trusted.flaw.Flaws;
import dev.sluice.core.trusted.rows.RowCounts;
import dev.sluice.core.trusted.rows.RowTotals;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckFindingTest {
  private static final TableRule FRESH = new TableRule.Freshness(Duration.ofHours(2));

  private static CheckFinding read(String csv) throws IOException, CheckFinding.NoResultException {
    InMemoryObjectStore store = new InMemoryObjectStore();
    store.put(PutObject.of("result.csv", csv.getBytes(UTF_8), "text/csv"));
    return CheckFinding.read(store, "result.csv");
  }

  @Test
  void nothingFoundIsARowOfZeroOrNoRow() throws Exception {
    assertThat(read("\"failed_rows\",\"turbine\"\n")).isEqualTo(new CheckFinding(0, ""));
    assertThat(read("\"failed_rows\",\"turbine\"\n\"0\",\n")).isEqualTo(new CheckFinding(0, ""));
  }

  @Test
  void theFirstRowIsTheExample() throws Exception {
    assertThat(read("\"failed_rows\",\"turbine\",\"day\"\n\"3\",\"wt-9\",\"2026-06-01\"\n"))
        .isEqualTo(new CheckFinding(3, "turbine=wt-9, day=2026-06-01"));
  }

  @Test
  void whatIsNoResultIsRefusedByName() {
    assertThatThrownBy(() -> read("a\nb\n"))
        .isInstanceOf(CheckFinding.NoResultException.class)
        .hasMessageContaining("'result.csv' is not a check's result");
    assertThatThrownBy(() -> read("a\n1,\"two\" many\n"))
        .isInstanceOf(CheckFinding.NoResultException.class)
        .hasMessageEndingWith("text stands behind a closing quote (cell 2)");
    assertThatThrownBy(() -> read("a\n1,2\n"))
        .isInstanceOf(CheckFinding.NoResultException.class)
        .hasMessageEndingWith("the header has fewer cells");
  }

  private static CheckFinding fresh(Optional<Instant> newest) {
    RowCounts one = new RowCounts(1, 0, 0, 1, java.util.Map.of());
    return CheckFinding.of(
        FRESH,
        new TableTotals(
            1,
            0,
            "",
            new RowTotals(one, Flaws.NONE, newest),
            Flaws.NONE,
            Flaws.NONE,
            Optional.empty()),
        Optional.empty(),
        Instant.parse("2026-06-01T12:00:00Z"));
  }

  @Test
  void aTableIsStaleWhenItsNewestEventIsTooOld() {
    assertThat(fresh(Optional.of(Instant.parse("2026-06-01T10:00:00Z"))).failed()).isZero();
    assertThat(fresh(Optional.of(Instant.parse("2026-05-31T08:55:30Z"))))
        .isEqualTo(
            new CheckFinding(
                1, "the newest event is of 2026-05-31T08:55:30Z, 27h4m before the run"));
  }

  @Test
  void aTableWithoutATimeIsNotStale() {
    assertThat(fresh(Optional.empty()).failed()).isZero();
  }
}
