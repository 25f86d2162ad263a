package dev.sluice.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.run.port.FakeQueryEngine;
import dev.sluice.core.run.port.FakeTableCatalog;
import dev.sluice.core.run.state.Lease;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.RunDocument;
import dev.sluice.core.run.state.RunJson;
import dev.sluice.core.run.state.Task;
import dev.sluice.core.trusted.FarmLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever happens to events and invocations, a run comes to the same end. */
class RunDriverPropertyTest {
  private static final int MOST_MILLIS = 60_000;
  private static final Pipeline PIPELINE =
      FarmLake.pipeline(
          List.of(new NamedQuery("hourly", "SELECT 1"), new NamedQuery("daily", "SELECT 2")));

  @Property(tries = 300)
  void endsInTheSameStateWhateverHappensToEventsAndInvocations(@ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    RandomFaults faults = new RandomFaults(random);
    Path folder = Files.createTempDirectory("run-");
    FarmLake lake = new FarmLake(faults.store(), folder);
    for (int day = 1; day <= 3; day++) {
      lake.putBytes(
          "raw/farm/year=2026/month=06/day=0" + day + "/1",
          "{\"id\":1,\"data\":2}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    FakeQueryEngine engine = new FakeQueryEngine();
    RunDriver driver =
        new RunDriver(
            EmbeddedPorts.of(
                PIPELINE,
                lake.store,
                lake.atOnce(1 + random.nextInt(4)),
                new FakeTableCatalog(),
                faults.over(engine)));
    storm(random, faults, driver, engine, lake);
    faults.isCalm = true;
    faults.revive();
    assertIsComplete(settle(driver, engine, lake), engine);
    assertThat(lake.store.keys().stream().filter(key -> key.startsWith("trusted/"))).hasSize(3);
  }

  private static void assertIsComplete(RunDocument end, FakeQueryEngine engine) {
    assertThat(end.run().orElseThrow().step()).isEqualTo(Run.Step.NOTHING_TO_DO);
    assertThat(end.tables().get("readings").counts().rows()).isEqualTo(3);
    assertThat(end.queries().keySet()).containsExactly("hourly", "daily");
    for (Map.Entry<String, Task> query : end.queries().entrySet()) {
      assertThat(query.getValue().state()).isEqualTo(Task.State.SUCCEEDED);
      assertThat(engine.started.get(query.getValue().executionId()).output())
          .isEqualTo("results/farm/" + query.getKey() + "/");
    }
  }

  private static void storm(
      Random random, RandomFaults faults, RunDriver driver, FakeQueryEngine engine, FarmLake lake)
      throws IOException {
    Instant time = Instant.parse("2026-06-01T00:00:00Z");
    List<String> news = new ArrayList<>(List.of("ad-hoc"));
    for (int i = 0; i < 25; i++) {
      time = time.plus(Duration.ofMinutes(random.nextInt(20)));
      if (random.nextInt(3) == 0) {
        news.addAll(engine.succeedAll());
      } else if (random.nextInt(8) == 0) {
        engine.failAll("no luck");
      }
      // News come in any order, more than once, or never.
      RunEvent.Cause cause =
          random.nextBoolean()
              ? new RunEvent.Cause.TaskEnded(news.get(random.nextInt(news.size())))
              : new RunEvent.Cause.Schedule(Optional.empty());
      RunEvent event = RunEvents.of(time, cause, () -> random.nextInt(MOST_MILLIS));
      invoke(faults, driver, event);
      faults.revive();
      assertLease(lake, event);
    }
  }

  /** An event that failed may be delivered again, as Lambda does. */
  private static void invoke(RandomFaults faults, RunDriver driver, RunEvent event) {
    for (int i = 0; i < 2; i++) {
      faults.revive();
      try {
        driver.handle(event);
        return;
      } catch (IOException | RuntimeException | Error e) {
        assertThat(e).isNotNull();
      }
    }
  }

  /** However an invocation ends, nobody has the run for longer than that one could have run. */
  private static void assertLease(FarmLake lake, RunEvent event) throws IOException {
    Optional<Lease> lease =
        RunJson.in(lake.store, "farm")
            .load()
            .value()
            .orElse(RunDocument.EMPTY)
            .run()
            .flatMap(Run::lease);
    lease.ifPresent(
        held ->
            assertThat(held.until())
                .isBeforeOrEqualTo(event.time().plusMillis(MOST_MILLIS).plusSeconds(30)));
  }

  private static RunDocument settle(RunDriver driver, FakeQueryEngine engine, FarmLake lake)
      throws IOException {
    Instant time = Instant.parse("2026-06-02T00:00:00Z");
    for (int i = 0; i < 6; i++) {
      time = time.plus(Duration.ofMinutes(15));
      driver.handle(RunEvents.schedule(time, () -> 60_000));
      engine.succeedAll();
    }
    return RunJson.in(lake.store, "farm").load().value().orElse(RunDocument.EMPTY);
  }
}
