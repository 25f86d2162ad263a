package dev.sluice.etl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.record.Period;
import dev.sluice.core.run.RunEvent.Cause;
import dev.sluice.core.trusted.Rebuild;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EtlEventTest {
  private static EtlEvent golden(String name) throws IOException {
    Path file = Path.of(System.getProperty("sluice.root"), "sam/events", name);
    try (InputStream in = Files.newInputStream(file)) {
      return EtlEvent.read(in.readAllBytes());
    }
  }

  @Test
  void readsASchedule() throws IOException {
    assertThat(golden("etl-schedule.json"))
        .isEqualTo(
            new EtlEvent(
                Instant.parse("2026-06-01T00:15:00Z"), new Cause.Schedule(Optional.empty())));
  }

  @Test
  void readsThatRowsOfOthersMayGo() throws IOException {
    String event =
        """
        {"time": "2026-06-01T00:15:00Z", "rebuild": {"from": "2026-06-01T00:00:00Z",
          "to": "2026-06-02T00:00:00Z", "overwriteForeign": true}}
        """;
    assertThat(EtlEvent.read(event.getBytes(UTF_8)).cause())
        .isInstanceOfSatisfying(
            Cause.Schedule.class,
            schedule -> assertThat(schedule.rebuild().get().overwritesForeign()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"etl-query-succeeded.json", "etl-query-failed.json"})
  void readsNewsOfAQuery(String name) throws IOException {
    assertThat(golden(name))
        .isEqualTo(
            new EtlEvent(
                Instant.parse("2026-06-01T00:15:42Z"),
                new Cause.TaskEnded("01234567-0123-0123-0123-012345678901")));
  }

  @Test
  void readsNewsOfAJobRun() throws IOException {
    assertThat(golden("etl-job-succeeded.json").cause())
        .isEqualTo(
            new Cause.TaskEnded(
                "jr_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"));
  }

  @Test
  void readsNewsOfACrawler() throws IOException {
    assertThat(golden("etl-crawl-succeeded.json").cause()).isEqualTo(new Cause.CrawlEnded());
  }

  @Test
  void readsTheWatchdog() throws IOException {
    assertThat(golden("etl-watchdog.json").cause()).isEqualTo(new Cause.Watchdog());
  }

  @Test
  void readsWhatIsToBeRebuilt() throws IOException {
    Period june =
        new Period(Instant.parse("2026-06-01T00:00:00Z"), Instant.parse("2026-07-01T00:00:00Z"));
    assertThat(golden("etl-rebuild.json").cause())
        .isEqualTo(new Cause.Schedule(Optional.of(new Rebuild(june, false))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"time\":\"2026-06-01T00:15:00Z\",\"source\":\"aws.glue\",\"detail\":{}}",
        "{\"time\":\"2026-06-01T00:15:00Z\",\"rebuild\":{\"from\":\"2026-06-01T00:00:00Z\"}}",
        "{\"time\":\"2026-06-01T00:15:00Z\",\"rebuild\":{\"from\":\"2026-06-01T00:00:00Z\","
            + "\"to\":\"2026-06-01T00:00:00Z\"}}"
      })
  void refusesHalfAnEvent(String json) {
    assertThatThrownBy(() -> EtlEvent.read(json.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "",
        "{\"time\":\"soon\"}",
        "{\"time\":",
        "{\"source\":\"aws.athena\"}"
      })
  void refusesWhatIsNoEvent(String json) {
    assertThatThrownBy(() -> EtlEvent.read(json.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2026-06-01T00:15:00Z");
  }
}
