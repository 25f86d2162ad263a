package dev.sluice.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduledEventTest {
  private static Instant time(String event) throws IOException {
    return ScheduledEvent.time(new ByteArrayInputStream(event.getBytes(UTF_8)));
  }

  @Test
  void tellsTheScheduledTime() throws IOException {
    Instant expected = Instant.parse("2026-06-01T00:01:00Z");

    assertThat(time("{\"time\": \"2026-06-01T00:01:00Z\"}")).isEqualTo(expected);
    assertThat(
            time("{\"detail\":{\"time\":\"x\"},\"n\":[1],\"time\":\"2026-06-01T02:01:00+02:00\"}"))
        .isEqualTo(expected);
  }

  @Test
  void tellsTheTimeOfTheGoldenEvent() throws IOException {
    Path file = Path.of(System.getProperty("sluice.root"), "sam/events/producer-schedule.json");
    assertThat(time(Files.readString(file))).isEqualTo(Instant.parse("2026-06-01T00:01:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "no json",
        "{\"time\":17}",
        "{\"time\":\"soon\"}",
        "{\"time\":\"2026-06-01\"}"
      })
  void refusesAnEventWithoutOneAndShowsIt(String event) {
    assertThatThrownBy(() -> time(event))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must tell its scheduled time")
        .hasMessageEndingWith("but is: " + event);
  }

  @Test
  void showsOnlyTheBeginningOfALargeEvent() {
    assertThatThrownBy(() -> time("x".repeat(1_000)))
        .hasMessageEndingWith("but is: " + "x".repeat(200) + "…");
  }
}
