package dev.sluice.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.LongHistory;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.run.port.FakeQueryEngine;
import dev.sluice.core.run.port.FakeTableCatalog;
import dev.sluice.core.trusted.FarmLake;
import dev.sluice.core.trusted.PartitionKeeper;
import dev.sluice.core.trusted.PartitionManifest;
import dev.sluice.core.trusted.PartitionSurvey;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.rows.RowCounts;
import dev.sluice.core.trusted.rows.RowTotals;
import dev.sluice.core.trusted.rows.TextTableWriter;
import dev.sluice.core.trusted.survey.RawMarker;
import dev.sluice.core.trusted.survey.RawSurvey;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million raw objects in ten thousand partitions, all made: a run costs what is new. */
class GrowthTest {
  private static final int DAYS = 10_000;
  private static final int OBJECTS = 100;
  private static final int MOST_REQUESTS = 40;
  private static final Duration MOST_TIME = Duration.ofSeconds(5);

  /** Of which the time is the run's, whatever else the machine does. */
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  @TempDir Path folder;
  private final Pipeline pipeline = FarmLake.pipeline(List.of());
  private final InMemoryObjectStore others = new InMemoryObjectStore(() -> this.now);
  private final LongHistory lake =
      new LongHistory(others, "raw/farm/", LocalDate.of(2026, 6, 1), DAYS, OBJECTS);
  private final FakeTableCatalog catalog = new FakeTableCatalog();
  private Instant now = Instant.parse("2026-06-01T12:00:00Z");

  private void makeEverything() throws IOException {
    for (TrustedPartition partition : new PartitionSurvey(pipeline, lake).list().partitions()) {
      PartitionManifest made =
          new PartitionManifest(
              partition.fingerprint(),
              RowTotals.of(new RowCounts(OBJECTS, 0, 0, OBJECTS, Map.of())),
              false,
              partition.objects().newest(),
              "1",
              Instant.EPOCH,
              false);
      others.put(
          PutObject.of(partition.trustedKey(), new byte[0], "text/plain")
              .withMetadata(made.metadata()));
    }
    RunResult first = run();
    assertThat(first.tables().get("readings").rewritten()).isZero();
    assertThat(first.raw().looked().objects()).isEqualTo((DAYS + 1L) * OBJECTS);
    run();
  }

  private Clock clock() {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  /** By a process that knows nothing but what is in the lake. */
  private RunResult run() throws IOException {
    now = now.plusSeconds(900);
    PartitionKeeper keeper = PartitionTransform.known(pipeline, lake, new TextTableWriter());
    RawSurvey raw =
        new RawSurvey(new RawSurvey.Settings(pipeline, lake, Duration.ofHours(24), clock()));
    PartitionTransform transform =
        new PartitionTransform(
            pipeline,
            lake,
            new PartitionSurvey(pipeline, lake, table -> keeper, Optional.of(raw)),
            new PartitionTransform.Workspace(folder, 1 << 20));
    lake.requests.clear();
    return new RunDriver(
            EmbeddedPorts.of(pipeline, lake, transform, catalog, new FakeQueryEngine()))
        .handle(RunEvents.schedule(now, () -> 600_000));
  }

  private static PutObject object(String day, String id) {
    String content = "{\"id\":\"%s\",\"data\":1}".formatted(id);
    return PutObject.of("raw/farm/" + day + "/z.json", content.getBytes(UTF_8), "application/json");
  }

  @Test
  void aRunCostsWhatIsNewHoweverLongTheHistory() throws IOException {
    makeEverything();

    RunResult idle = run();
    assertThat(idle.tables().get("readings").partitions()).isEqualTo(DAYS);
    assertThat(lake.total()).as("requests: %s", lake.requests).isLessThanOrEqualTo(15);

    others.put(object("year=2026/month=06/day=01", "new"));
    long began = threads.getCurrentThreadCpuTime();
    RunResult result = run();
    Duration took = Duration.ofNanos(threads.getCurrentThreadCpuTime() - began);
    assertThat(result.tables().get("readings").rewritten()).isEqualTo(1);
    assertThat(result.tables().get("readings").partitions()).isEqualTo(DAYS + 1);
    assertThat(result.tables().get("readings").counts().rows())
        .isEqualTo((long) DAYS * OBJECTS + 1);
    lake.report("plain table", took);
    assertThat(lake.total()).as("requests: %s", lake.requests).isLessThanOrEqualTo(MOST_REQUESTS);
    assertThat(took).isLessThan(MOST_TIME);

    lake.telling(new RawMarker(lake, pipeline, clock()))
        .put(object("year=2011/month=03/day=04", "late"));
    assertThat(run().tables().get("readings").rewritten()).isEqualTo(1);
    assertThat(lake.requests.get("GET of raw")).isEqualTo(OBJECTS + 1);
    assertThat(lake.total() - OBJECTS)
        .as("requests: %s", lake.requests)
        .isLessThanOrEqualTo(MOST_REQUESTS);
  }
}
