package dev.sluice.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.run.port.FakeTransformJob;
import dev.sluice.core.trusted.survey.RawMarker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HalfSurveyTest extends RunOnAFarm {
  private RunResult schedule(long remainingMillis) throws IOException {
    time = time.plus(Duration.ofMinutes(15));
    return new RunDriver(
            EmbeddedPorts.of(pipeline, lake.store, lake.surveying(1 << 20), catalog, engine))
        .handle(RunEvents.schedule(time, () -> remainingMillis));
  }

  @Test
  void aRunWaitsUntilAllWasListedOnceAndThenMakesAll() throws IOException {
    for (int day = 10; day < 20; day++) {
      lake.putBytes(
          "raw/farm/year=2026/month=05/day=%d/1".formatted(day),
          "{\"id\":\"%d\",\"data\":1}".formatted(day).getBytes(StandardCharsets.UTF_8));
    }
    for (int i = 0; i < 10; i++) {
      RunResult half = schedule(0);
      assertThat(half.state()).isEqualTo("TRANSFORM");
      assertThat(half.problem()).isEmpty();
      assertThat(half.toJson()).contains("audit: begun at 2026-06-01T00:30:00Z, is at raw/farm/");
      assertThat(lake.store.keys()).noneMatch(key -> key.startsWith("trusted/"));
    }

    RunResult whole = schedule(60_000);
    assertThat(whole.state()).isEqualTo("QUERIES");
    assertThat(whole.failures()).isEmpty();
    assertThat(whole.tables().get("readings").rewritten()).isEqualTo(11);
  }

  private RunResult job(FakeTransformJob job, RunEvent.Cause cause, long remainingMillis)
      throws IOException {
    time = time.plus(Duration.ofMinutes(15));
    RunDriver.Ports ports =
        new RunDriver.Ports(
            pipeline,
            lake.store,
            new RunDriver.Engine.Job(job, lake.surveying(1 << 20).survey()),
            catalog,
            Optional.empty(),
            engine,
            Optional.empty());
    return new RunDriver(ports).handle(RunEvents.of(time, cause, () -> remainingMillis));
  }

  private void markOldFolders() throws IOException {
    RawMarker marker = new RawMarker(lake.store, pipeline, Clock.fixed(time, ZoneOffset.UTC));
    ObjectStore writer = lake.store.telling(marker);
    for (int day = 10; day < 20; day++) {
      for (int month = 1; month < 9; month++) {
        String key = "raw/farm/year=2025/month=0%d/day=%d/1".formatted(month, day);
        writer.put(PutObject.of(key, A.getBytes(StandardCharsets.UTF_8), "application/json"));
      }
    }
  }

  @Test
  void aHalfSurveyAfterAJobIsNoFailureAndTheNextInvocationGoesOn() throws IOException {
    FakeTransformJob job = new FakeTransformJob(lake);
    RunEvent.Cause schedule = new RunEvent.Cause.Schedule(Optional.empty());
    assertThat(job(job, schedule, 60_000).state()).isEqualTo("TRANSFORM");
    markOldFolders();
    RunResult half = job(job, new RunEvent.Cause.TaskEnded(job.end().get(0)), 0);
    assertThat(half.state()).isEqualTo("TRANSFORM");
    assertThat(half.problem()).isEmpty();

    RunResult whole = job(job, schedule, 60_000);
    assertThat(whole.problem()).isEmpty();
    assertThat(whole.failures()).isEmpty();
    assertThat(whole.state()).isEqualTo("QUERIES");
  }
}
