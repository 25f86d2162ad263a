package dev.sluice.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
}
