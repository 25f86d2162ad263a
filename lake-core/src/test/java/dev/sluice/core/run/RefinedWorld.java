package dev.sluice.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.run.port.ExecutionStatus;
import dev.sluice.core.run.port.FakeQueryEngine;
import dev.sluice.core.run.port.FakeTableCatalog;
import dev.sluice.core.run.port.QueryEngine.QueryStart;
import dev.sluice.core.run.port.QueryEngine.TableStart;
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
import java.util.stream.Stream;

/** A lake whose tables' rows say of what they were made, and what happens to it. */
final class RefinedWorld {
  private static final int BAD = -77;

  private final Pipeline pipeline;
  final Random random;
  final RandomFaults faults;
  final FarmLake lake;
  final FakeTableCatalog catalog = new FakeTableCatalog();
  final FakeQueryEngine engine = new FakeQueryEngine(this::make);
  final RunDriver driver;
  final List<String> news = new ArrayList<>(List.of("ad-hoc"));
  Instant time = Instant.parse("2026-06-01T00:00:00Z");
  int days;

  RefinedWorld(long seed, Pipeline pipeline) throws IOException {
    this.pipeline = pipeline;
    random = new Random(seed);
    faults = new RandomFaults(random);
    lake = new FarmLake(faults.store(), Files.createTempDirectory("run-"));
    driver =
        new RunDriver(
            EmbeddedPorts.of(
                pipeline,
                lake.store,
                lake.transform(1 << 20),
                faults.over(catalog),
                faults.over(engine)));
    engine.answerer = this::answer;
    newDay();
  }

  void newDay() {
    days++;
    put(days, 2);
  }

  /** A day with a value that no check lets pass. */
  void badDay() {
    days++;
    put(days, BAD);
  }

  /** Corrects all of raw. */
  void mend() {
    for (int day = 1; day <= days; day++) {
      put(day, 2);
    }
  }

  private void put(int day, int value) {
    lake.putBytes(
        "raw/farm/year=2026/month=06/day=%02d/1".formatted(day),
        "{\"id\":1,\"data\":%d}".formatted(value).getBytes(UTF_8));
  }

  /** How many partitions of the table hold bad values. */
  private long bad() {
    return trusted().filter(key -> lake.store.text(key).contains(Integer.toString(BAD))).count();
  }

  private Stream<String> trusted() {
    return lake.store.keys().stream().filter(key -> key.startsWith("trusted/"));
  }

  private void answer(QueryStart query, String key) {
    String rows = bad() == 0 ? "" : "\"%d\",\"1\"\n".formatted(bad());
    lake.putBytes(key, ("\"failed_rows\",\"reading_id\"\n" + rows).getBytes(UTF_8));
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
        pipeline.refined().stream().filter(each -> each.name().equals(name)).findFirst().get();
    StringBuilder rows = new StringBuilder(table.sql());
    table.reads().forEach(read -> rows.append("(").append(content(read)).append(")"));
    return rows.toString();
  }

  /** What a reader sees. */
  String content(String table) {
    if (table.equals("readings")) {
      return trusted().count() + "!".repeat((int) bad());
    }
    return lake.store.text(catalog.made.get(table).location() + "part-0");
  }

  /**
   * @param disturb what happens besides
   * @param watch what is looked at after each invocation
   */
  void storm(Runnable disturb, Runnable watch) {
    for (int i = 0; i < 40; i++) {
      time = time.plus(Duration.ofMinutes(random.nextInt(25)));
      switch (random.nextInt(7)) {
        case 0, 1, 2 -> news.addAll(engine.succeedAll());
        case 3 -> failOne();
        case 4 -> newDay();
        case 5 -> disturb.run();
        default -> lake.store.keys();
      }
      invoke();
      watch.run();
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
