package dev.sluice.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.record.Period;
import dev.sluice.core.run.port.Crawlers.Layer;
import dev.sluice.core.run.port.FakeCrawlers;
import dev.sluice.core.run.port.FakeQueryEngine;
import dev.sluice.core.run.port.FakeTableCatalog;
import dev.sluice.core.run.port.FakeTransformJob;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.trusted.FarmLake;
import dev.sluice.core.trusted.PartitionSurvey;
import dev.sluice.core.trusted.Rebuild;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlueRunTest {
  @TempDir Path folder;
  private FarmLake lake;
  private FakeTransformJob job;
  private FakeCrawlers crawlers;
  private RunDriver driver;
  private Instant time = Instant.parse("2026-06-01T12:00:00Z");

  @BeforeEach
  void makeALake() {
    lake = new FarmLake(folder);
    lake.put("a", "{\"id\":1,\"data\":2}");
    job = new FakeTransformJob(lake);
    crawlers = new FakeCrawlers(lake.store);
    driver =
        new RunDriver(
            new RunDriver.Ports(
                FarmLake.pipeline(List.of()),
                lake.store,
                new RunDriver.Engine.Job(
                    job, new PartitionSurvey(FarmLake.pipeline(List.of()), lake.store)),
                new FakeTableCatalog(),
                Optional.of(crawlers),
                new FakeQueryEngine(),
                Optional.empty()));
  }

  private RunResult handle(RunEvent.Cause cause) throws IOException {
    time = time.plus(Duration.ofMinutes(5));
    return driver.handle(RunEvents.of(time, cause, () -> 60_000));
  }

  private RunResult schedule() throws IOException {
    return handle(new RunEvent.Cause.Schedule(Optional.empty()));
  }

  private RunResult crawled() throws IOException {
    crawlers.end(false);
    return handle(new RunEvent.Cause.CrawlEnded());
  }

  private RunResult worked() throws IOException {
    return handle(new RunEvent.Cause.TaskEnded(job.end().get(0)));
  }

  @Test
  void crawlsRawTransformsCrawlsTrustedByEventsAlone() throws IOException {
    assertThat(schedule().state()).isEqualTo("CRAWL_RAW");
    assertThat(crawled().state()).isEqualTo("TRANSFORM");
    assertThat(worked().state()).isEqualTo("CRAWL_TRUSTED");
    RunResult end = crawled();
    assertThat(end.state()).isEqualTo("SUCCEEDED");
    assertThat(end.tables().get("readings").rewritten()).isEqualTo(1);
    assertThat(end.tables().get("readings").counts().rows()).isEqualTo(1);
  }

  @Test
  void hasNothingToDoTheNextTime() throws IOException {
    crawlsRawTransformsCrawlsTrustedByEventsAlone();
    assertThat(schedule().state()).isEqualTo("NOTHING_TO_DO");
  }

  @Test
  void doesNotTakeACrawlThatBeganBeforeForItsOwn() throws IOException {
    crawlers.start(Layer.RAW, List.of());
    lake.putBytes("raw/farm/year=2026/month=06/day=02/b", new byte[] {'{', '}'});
    assertThat(schedule().state()).isEqualTo("CRAWL_RAW");
    assertThat(crawled().state()).isEqualTo("CRAWL_RAW");
    assertThat(crawled().state()).isEqualTo("TRANSFORM");
    assertThat(crawlers.crawlers.get(Layer.RAW).known)
        .contains("raw/farm/year=2026/month=06/day=02/b");
  }

  @Test
  void goesOnWithoutACrawlOfRawButFailsInTheEnd() throws IOException {
    schedule();
    for (int i = 0; i < 3; i++) {
      crawlers.end(true);
      handle(new RunEvent.Cause.CrawlEnded());
    }
    worked();
    RunResult end = crawled();
    assertThat(end.state()).isEqualTo("FAILED");
    assertThat(end.failures())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.step()).isEqualTo(Run.Step.CRAWL_RAW);
              assertThat(failure.reason()).contains("crawler of raw", "3 times", "no access");
            });
  }

  @Test
  void failsWithTheJobsReasonWhenItFailedThreeTimes() throws IOException {
    schedule();
    crawled();
    RunResult result = null;
    for (int i = 0; i < 3; i++) {
      job.fail();
      result = schedule();
    }
    assertThat(result.state()).isEqualTo("FAILED");
    assertThat(result.failures().get(0).reason()).contains("transform job", "out of memory");
    assertThat(job.starts).hasSize(3);
  }

  @Test
  void doesNotBelieveAJobThatMadeNothing() throws IOException {
    job.isIdle = true;
    schedule();
    crawled();
    worked();
    worked();
    RunResult end = worked();
    assertThat(end.state()).isEqualTo("FAILED");
    assertThat(end.failures().get(0).reason()).contains("without its report");
  }

  @Test
  void reportsThePartitionWhoseRawTheJobCouldNotRead() throws IOException {
    lake.putBytes("raw/farm/year=2026/month=06/day=02/b", new byte[] {0x1F, (byte) 0x8B, 8, 0});
    schedule();
    crawled();
    worked();
    RunResult end = crawled();
    assertThat(end.state()).isEqualTo("FAILED");
    assertThat(end.failures().get(0).reason()).contains("day=02/b", "cut short");
    assertThat(end.failures().get(0).subject()).startsWith("trusted/farm/readings/");
    assertThat(end.tables().get("readings").partitions()).isEqualTo(1);
  }

  @Test
  void movesOnAtTheWatchdogWhenNoEventCame() throws IOException {
    schedule();
    crawlers.end(false);
    assertThat(handle(new RunEvent.Cause.Watchdog()).state()).isEqualTo("TRANSFORM");
  }

  @Test
  void startsNoRunAtTheWatchdog() throws IOException {
    assertThat(handle(new RunEvent.Cause.Watchdog()).state()).isEqualTo("IDLE");
    assertThat(lake.store.keys()).noneMatch(key -> key.startsWith("state/"));
  }

  @Test
  void rebuildsEachPartitionOfThePeriodOnce() throws IOException {
    crawlsRawTransformsCrawlsTrustedByEventsAlone();
    Period june =
        new Period(Instant.parse("2026-06-01T00:00:00Z"), Instant.parse("2026-06-02T00:00:00Z"));
    assertThat(handle(new RunEvent.Cause.Schedule(Optional.of(new Rebuild(june, false)))).state())
        .isEqualTo("TRANSFORM");
    RunResult end = worked();
    assertThat(end.state()).isEqualTo("SUCCEEDED");
    assertThat(end.tables().get("readings").rewritten()).isEqualTo(1);
  }

  @Test
  void doesNotChangeARunAtWorkIntoARebuild() throws IOException {
    schedule();
    Period june =
        new Period(Instant.parse("2026-06-01T00:00:00Z"), Instant.parse("2026-06-02T00:00:00Z"));
    assertThat(handle(new RunEvent.Cause.Schedule(Optional.of(new Rebuild(june, false)))).state())
        .isEqualTo("BUSY");
  }

  @Test
  void refusesRawThatExpiresBeforeLateRecordsCome() {
    RunDriver.Engine engine =
        new RunDriver.Engine.Job(
            job, new PartitionSurvey(FarmLake.pipeline(List.of()), lake.store));
    assertThatThrownBy(
            () ->
                new RunDriver.Ports(
                    FarmLake.pipeline(List.of()),
                    lake.store,
                    engine,
                    new FakeTableCatalog(),
                    Optional.empty(),
                    new FakeQueryEngine(),
                    Optional.of(Duration.ofDays(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("after 1 days", "RawExpiryDays to 2");
  }
}
