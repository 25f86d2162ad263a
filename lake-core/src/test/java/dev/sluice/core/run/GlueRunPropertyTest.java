package dev.sluice.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.run.RunEvent.Cause;
import dev.sluice.core.run.port.Crawlers.Layer;
import dev.sluice.core.run.port.FakeCrawlers;
import dev.sluice.core.run.port.FakeQueryEngine;
import dev.sluice.core.run.port.FakeTableCatalog;
import dev.sluice.core.run.port.FakeTransformJob;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.RunDocument;
import dev.sluice.core.run.state.RunJson;
import dev.sluice.core.run.state.Task;
import dev.sluice.core.trusted.FarmLake;
import dev.sluice.core.trusted.PartitionSurvey;
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

/**
 * With a job and crawlers: whatever happens to events, invocations, crawls and job runs, in the end
 * everything is in trusted, and the catalog knows all of it.
 */
class GlueRunPropertyTest {
  private static final Pipeline PIPELINE =
      FarmLake.pipeline(List.of(new NamedQuery("hourly", "SELECT 1")));

  /** A lake, its services, and what happens to them. */
  private static final class World {
    private final Random random;
    private final RandomFaults faults;
    private final FarmLake lake;
    private final FakeTransformJob job;
    private final FakeCrawlers crawlers;
    private final FakeQueryEngine engine = new FakeQueryEngine();
    private final RunDriver driver;
    private final List<Cause> news = new ArrayList<>(List.of(new Cause.TaskEnded("ad-hoc")));
    private Instant time = Instant.parse("2026-06-01T00:00:00Z");
    private int objects;

    World(long seed) throws IOException {
      random = new Random(seed);
      faults = new RandomFaults(random);
      lake = new FarmLake(faults.store(), Files.createTempDirectory("run-"));
      job = new FakeTransformJob(lake);
      crawlers = new FakeCrawlers(lake.store);
      driver =
          new RunDriver(
              new RunDriver.Ports(
                  PIPELINE,
                  lake.store,
                  new RunDriver.Engine.Job(
                      faults.over(job), new PartitionSurvey(PIPELINE, lake.store)),
                  new FakeTableCatalog(),
                  Optional.of(faults.over(crawlers)),
                  faults.over(engine),
                  Optional.empty()));
      data();
    }

    private void data() {
      String key = "raw/farm/year=2026/month=06/day=0%d/%d";
      lake.putBytes(
          key.formatted(1 + random.nextInt(4), objects),
          "{\"id\":%d,\"data\":2}".formatted(objects).getBytes(UTF_8));
      objects++;
    }

    void storm() {
      for (int i = 0; i < 40; i++) {
        time = time.plus(Duration.ofMinutes(random.nextInt(20)));
        happen();
        faults.revive();
        try {
          driver.handle(RunEvents.of(time, cause(), () -> random.nextInt(60_000)));
        } catch (IOException | RuntimeException | Error e) {
          assertThat(e).isNotNull();
        }
      }
    }

    private void happen() {
      switch (random.nextInt(8)) {
        case 0 -> data();
        case 1 -> tell(job.end());
        case 2 -> job.fail();
        case 3 -> crawlers.end(random.nextInt(4) == 0);
        case 4 -> crawlers.start(Layer.values()[random.nextInt(2)], List.of());
        case 5 -> tell(engine.succeedAll());
        default -> objects += 0;
      }
    }

    private void tell(List<String> ended) {
      ended.forEach(id -> news.add(new Cause.TaskEnded(id)));
    }

    /** News come in any order, more than once, or never. */
    private Cause cause() {
      return switch (random.nextInt(4)) {
        case 0 -> news.get(random.nextInt(news.size()));
        case 1 -> new Cause.CrawlEnded();
        case 2 -> new Cause.Watchdog();
        default -> new Cause.Schedule(Optional.empty());
      };
    }

    /** From now on all goes well; no event comes any more, only schedules. */
    RunDocument settle() throws IOException {
      faults.isCalm = true;
      faults.revive();
      for (int i = 0; i < 30; i++) {
        time = time.plus(Duration.ofMinutes(15));
        driver.handle(RunEvents.schedule(time, () -> 60_000));
        job.end();
        crawlers.end(false);
        engine.succeedAll();
      }
      return RunJson.in(lake.store, "farm").load().value().orElse(RunDocument.EMPTY);
    }
  }

  @Property(tries = 150)
  void endsWithAllInTrustedAndInTheCatalogWhateverHappens(@ForAll long seed) throws IOException {
    World world = new World(seed);
    world.storm();
    RunDocument end = world.settle();

    assertThat(end.run().orElseThrow().step()).isEqualTo(Run.Step.NOTHING_TO_DO);
    assertThat(end.tables().get("readings").counts().rows()).isEqualTo(world.objects);
    assertThat(end.queries().get("hourly").state()).isEqualTo(Task.State.SUCCEEDED);
    assertKnown(world, Layer.TRUSTED, "trusted/");
    assertKnown(world, Layer.RAW, "raw/");
  }

  /** The last crawl has seen each partition, though perhaps not each object of it. */
  private static void assertKnown(World world, Layer layer, String prefix) {
    List<String> known = partitions(world.crawlers.crawlers.get(layer).known, prefix);
    assertThat(known).containsExactlyElementsOf(partitions(world.lake.store.keys(), prefix));
  }

  private static List<String> partitions(Iterable<String> keys, String prefix) {
    List<String> partitions = new ArrayList<>();
    keys.forEach(key -> partitions.add(key.substring(0, key.lastIndexOf('/'))));
    return partitions.stream().filter(key -> key.startsWith(prefix)).distinct().sorted().toList();
  }

  @Property(tries = 30)
  void doesNothingMoreOnceAllIsDone(@ForAll long seed) throws IOException {
    World world = new World(seed);
    world.settle();
    int jobs = world.job.states.size();
    int crawls = world.crawlers.crawlers.get(Layer.TRUSTED).crawls;
    world.settle();

    assertThat(world.job.states).hasSize(jobs);
    assertThat(world.crawlers.crawlers.get(Layer.TRUSTED).crawls).isEqualTo(crawls);
  }
}
