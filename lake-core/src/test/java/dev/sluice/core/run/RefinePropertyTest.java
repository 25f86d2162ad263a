package dev.sluice.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.run.port.ExecutionStatus;
import dev.sluice.core.run.port.FakeQueryEngine;
import dev.sluice.core.run.port.FakeTableCatalog;
import dev.sluice.core.run.port.QueryEngine.TableStart;
import dev.sluice.core.run.state.Run.Step;
import dev.sluice.core.run.state.RunDocument;
import dev.sluice.core.run.state.RunJson;
import dev.sluice.core.trusted.FarmLake;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
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

  /** A lake whose tables' rows say of what they were made. */
  private static final class World {
    final Random random;
    final RandomFaults faults;
    final FarmLake lake;
    final FakeTableCatalog catalog = new FakeTableCatalog();
    final FakeQueryEngine engine = new FakeQueryEngine(this::make);
    final RunDriver driver;
    final List<String> news = new ArrayList<>(List.of("ad-hoc"));
    Instant time = Instant.parse("2026-06-01T00:00:00Z");
    int days;

    World(long seed) throws IOException {
      random = new Random(seed);
      faults = new RandomFaults(random);
      lake = new FarmLake(faults.store(), Files.createTempDirectory("run-"));
      driver =
          new RunDriver(
              EmbeddedPorts.of(
                  PIPELINE,
                  lake.store,
                  lake.transform(1 << 20),
                  faults.over(catalog),
                  faults.over(engine)));
      newDay();
    }

    void newDay() {
      days++;
      lake.putBytes(
          "raw/farm/year=2026/month=06/day=%02d/1".formatted(days),
          "{\"id\":1,\"data\":2}".getBytes(UTF_8));
    }

    private void make(TableStart table) throws IOException {
      if (lake.store.keys().stream().anyMatch(key -> key.startsWith(table.folder()))) {
        throw new IOException("HIVE_PATH_ALREADY_EXISTS");
      }
      String name = table.name().substring(0, table.name().indexOf("__"));
      lake.putBytes(table.folder() + "part-0", made(name).getBytes(UTF_8));
      catalog.helper(table.name(), table.folder());
    }

    private String made(String name) {
      RefinedTable table =
          PIPELINE.refined().stream().filter(each -> each.name().equals(name)).findFirst().get();
      StringBuilder rows = new StringBuilder(table.sql());
      table.reads().forEach(read -> rows.append("(").append(content(read)).append(")"));
      return rows.toString();
    }

    /** What a reader sees. */
    String content(String table) {
      if (table.equals("readings")) {
        return Long.toString(
            lake.store.keys().stream().filter(key -> key.startsWith("trusted/")).count());
      }
      return lake.store.text(catalog.made.get(table).location() + "part-0");
    }

    void storm() {
      for (int i = 0; i < 40; i++) {
        time = time.plus(Duration.ofMinutes(random.nextInt(25)));
        switch (random.nextInt(6)) {
          case 0, 1, 2 -> news.addAll(engine.succeedAll());
          case 3 -> failOne();
          case 4 -> newDay();
          default -> lake.store.keys();
        }
        invoke();
      }
    }

    /** A failed attempt may leave files. */
    private void failOne() {
      engine.states.entrySet().stream()
          .filter(each -> each.getValue() instanceof ExecutionStatus.Running)
          .findFirst()
          .ifPresent(
              each -> {
                TableStart table = engine.tables.get(each.getKey());
                if (table != null) {
                  lake.putBytes(table.folder() + "half", new byte[1]);
                }
                each.setValue(new ExecutionStatus.Failed("no luck"));
                news.add(each.getKey());
              });
    }

    /** News come in any order, more than once, or never. */
    private void invoke() {
      RunEvent.Cause cause =
          random.nextBoolean()
              ? new RunEvent.Cause.TaskEnded(news.get(random.nextInt(news.size())))
              : new RunEvent.Cause.Schedule(Optional.empty());
      faults.revive();
      try {
        driver.handle(RunEvents.of(time, cause, () -> random.nextInt(60_000)));
      } catch (IOException | RuntimeException | Error e) {
        assertThat(e).isNotNull();
      }
    }

    RunDocument settle() throws IOException {
      faults.isCalm = true;
      faults.revive();
      for (int i = 0; i < 16; i++) {
        time = time.plus(Duration.ofMinutes(15));
        driver.handle(RunEvents.schedule(time, () -> 60_000));
        engine.succeedAll();
      }
      return RunJson.in(lake.store, "farm").load().value().orElse(RunDocument.EMPTY);
    }
  }

  @Property(tries = 300)
  void comesToTheSameTablesWhateverHappens(@ForAll long seed) throws IOException {
    World world = new World(seed);
    world.storm();
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
    World world = new World(seed);
    world.storm();
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
