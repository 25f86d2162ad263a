package dev.sluice.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.run.state.Run.Step;
import dev.sluice.core.run.state.RunDocument;
import dev.sluice.core.trusted.FarmLake;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever happens, refined tables come to hold what their SQL makes of what they read. */
class RefinePropertyTest {
  private static final Pipeline PIPELINE =
      FarmLake.pipeline(
          List.of(
              new RefinedTable("wide", "W", "", List.of("readings"), List.of()),
              new RefinedTable("top", "T", "", List.of("wide"), List.of()),
              new RefinedTable("both", "B", "", List.of("wide", "readings"), List.of())),
          List.of(new NamedQuery("all", "SELECT * FROM both")));

  @Property(tries = 300)
  void comesToTheSameTablesWhateverHappens(@ForAll long seed) throws IOException {
    RefinedWorld world = new RefinedWorld(seed, PIPELINE);
    world.storm(() -> {}, () -> {});
    RunDocument end = world.settle();
    assertThat(end.run().orElseThrow().step()).isEqualTo(Step.NOTHING_TO_DO);
    String days = Integer.toString(world.days);
    assertThat(world.content("readings")).isEqualTo(days);
    assertThat(world.content("wide")).isEqualTo("W(" + days + ")");
    assertThat(world.content("top")).isEqualTo("T(W(" + days + "))");
    assertThat(world.content("both")).isEqualTo("B(W(%s))(%1$s)".formatted(days));
  }

  @Property(tries = 100)
  void leavesNoHelpersAndNothingBeforeThePreviousRows(@ForAll long seed) throws IOException {
    RefinedWorld world = new RefinedWorld(seed, PIPELINE);
    world.storm(() -> {}, () -> {});
    world.settle();
    for (int i = 0; i < 2; i++) {
      world.newDay();
      world.settle();
    }
    assertThat(world.catalog.made.keySet()).containsExactly("both", "top", "wide");
    for (RefinedTable table : PIPELINE.refined()) {
      assertThat(world.lake.store.keys())
          .filteredOn(key -> key.startsWith("refined/farm/" + table.name() + "/"))
          .hasSize(2);
    }
  }
}
