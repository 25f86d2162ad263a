package dev.sluice.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.landing.LandedObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProducerEventTest {
  private static Instant time(String event) throws IOException {
    return ((ProducerEvent.Tick) read(event)).time();
  }

  private static ProducerEvent read(String event) throws IOException {
    return ProducerEvent.read(new ByteArrayInputStream(event.getBytes(UTF_8)));
  }

  private static String golden(String name) throws IOException {
    return Files.readString(Path.of(System.getProperty("sluice.root"), "sam/events", name));
  }

  @Test
  void tellsWhichObjectLandedAndWhen() throws IOException {
    assertThat(read(golden("producer-landed.json")))
        .isEqualTo(
            new ProducerEvent.Landed(
                new LandedObject(
                    "landing/movies/movies.csv",
                    "b1946ac92492d2347c6235b4d2611184",
                    Instant.parse("2026-06-01T08:30:00Z"))));
  }

  @Test
  void refusesALandedObjectWithoutItsKey() throws IOException {
    String event = golden("producer-landed.json").replace("\"key\"", "\"name\"");

    assertThatThrownBy(() -> read(event)).hasMessageContaining("the object's key and etag");
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
    assertThat(time(golden("producer-schedule.json")))
        .isEqualTo(Instant.parse("2026-06-01T00:01:00Z"));
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
    assertThatThrownBy(() -> read(event))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must give its scheduled time")
        .hasMessageEndingWith("but is: " + event);
  }

  @Test
  void showsOnlyTheBeginningOfALargeEvent() {
    assertThatThrownBy(() -> read("x".repeat(1_000)))
        .hasMessageEndingWith("but is: " + "x".repeat(200) + "…");
  }
}
