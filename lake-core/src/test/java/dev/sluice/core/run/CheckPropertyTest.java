package dev.sluice.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.pipeline.check.Severity;
import dev.sluice.core.pipeline.check.TableCheck;
import dev.sluice.core.pipeline.check.TableRule;
import dev.sluice.core.run.state.CheckResult;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.Run.Step;
import dev.sluice.core.run.state.RunDocument;
import dev.sluice.core.run.state.Task;
import dev.sluice.core.trusted.FarmLake;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever happens, what does not pass its checks reaches no refined table, and is told. */
class CheckPropertyTest {
  private static final TableCheck NO_NEGATIVES =
      CheckedFarm.check("no-negatives", CheckedFarm.NO_NEGATIVES, Severity.FAIL);
  private static final TableCheck SOME =
      CheckedFarm.check(
          "some",
          new TableRule.Size(OptionalLong.of(1), OptionalLong.empty(), OptionalDouble.empty()),
          Severity.WARN);
  private static final Pipeline PIPELINE =
      CheckedFarm.with(
          FarmLake.pipeline(
              List.of(
                  new RefinedTable("wide", "W", "", List.of("readings"), List.of()),
                  new RefinedTable("top", "T", "", List.of("wide"), List.of())),
              List.of(new NamedQuery("all", "SELECT * FROM top"))),
          NO_NEGATIVES,
          SOME);

  private static void assertNothingBad(RefinedWorld world) {
    for (String table : List.of("wide", "top")) {
      if (world.catalog.made.containsKey(table)) {
        assertThat(world.content(table)).doesNotContain("!");
      }
    }
  }

  @Property(tries = 100)
  void whatDoesNotPassReachesNoRefinedTable(@ForAll long seed) throws IOException {
    RefinedWorld world = new RefinedWorld(seed, PIPELINE);
    world.storm(world::badDay, () -> assertNothingBad(world));
    world.badDay();
    RunDocument end = world.settle();

    Run run = end.run().orElseThrow();
    assertNothingBad(world);
    assertThat(run.step()).isEqualTo(Step.FAILED);
    assertThat(run.failures())
        .filteredOn(failure -> failure.step() == Step.CHECKS)
        .extracting(Run.Failure::subject)
        .containsExactly("readings.no-negatives");
    assertThat(end.checks().failures())
        .extracting(CheckResult::subject)
        .containsExactly("readings.no-negatives");
  }

  @Property(tries = 100)
  void aMendedTableReachesAllThatReadIt(@ForAll long seed) throws IOException {
    RefinedWorld world = new RefinedWorld(seed, PIPELINE);
    world.storm(world::badDay, () -> assertNothingBad(world));
    world.mend();
    RunDocument end = world.settle();

    assertThat(end.run().orElseThrow().step()).isEqualTo(Step.NOTHING_TO_DO);
    assertThat(world.content("wide")).isEqualTo("W(" + world.days + ")");
    assertThat(world.content("top")).isEqualTo("T(W(" + world.days + "))");
    assertThat(end.queries().get("all").state()).isEqualTo(Task.State.SUCCEEDED);
    assertThat(end.checks().failures()).isEmpty();
    assertThat(end.checks().results()).hasSize(2);
  }
}
