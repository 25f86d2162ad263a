package dev.sluice.local.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.local.report.PipelineReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three hours of ten places' weather: seven ticks of an API's stand-in. */
@Timeout(300)
class WeatherIT {
  private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
  private static final int PLACES = 10;
  private static final int TICKS = 7;

  @TempDir static Path directory;
  private static PlayedLake lake;
  private static PipelineReport report;

  @BeforeAll
  static void play() throws IOException, InterruptedException {
    lake =
        PlayedLake.start(
            PlayPlan.of(PlayedLake.CHECKOUT, "weather", directory, START, Duration.ofMinutes(180)));
    report = lake.run();
  }

  @AfterAll
  static void stop() {
    lake.close();
  }

  @Test
  void reconciles() {
    int all = PLACES * TICKS;
    assertThat(report.counts()).isEqualTo(new PipelineReport.Counts(all, all, 0, 0, 0, 0, all));
    assertThat(report.reconciled()).isTrue();
  }

  @Test
  void partitionsByHour() throws IOException {
    assertThat(lake.keys("raw"))
        .extracting(key -> key.replaceFirst("/[^/]*$", ""))
        .containsOnly(
            "year=2026/month=06/day=01/hour=12",
            "year=2026/month=06/day=01/hour=13",
            "year=2026/month=06/day=01/hour=14",
            "year=2026/month=06/day=01/hour=15");
  }

  /** The golden file was computed from Seattle's days by another program. */
  @Test
  void findsEachPlacesExtremes() throws IOException {
    List<String> golden =
        Files.readAllLines(
            PlayedLake.CHECKOUT.resolve(
                "local-lake/src/test/resources/golden/weather-daily-extremes.csv"));

    assertThat(golden).hasSize(PLACES + 1);
    assertThat(lake.result(report, "daily-extremes"))
        .extracting(row -> String.join(",", row))
        .containsExactlyElementsOf(golden.subList(1, golden.size()));
  }

  @Test
  void sumsUpTheRainOfADay() throws IOException {
    List<List<String>> rain = lake.result(report, "rain-24h");

    assertThat(rain).hasSize(PLACES * TICKS);
    List<List<String>> oporto = rain.stream().filter(row -> row.get(0).equals("oporto")).toList();
    double sum = 0;
    for (List<String> row : oporto) {
      sum += Double.parseDouble(row.get(2)) / 2;
      assertThat(Double.parseDouble(row.get(3))).isCloseTo(sum, within(0.01));
    }
  }

  @Test
  void countsWindyHours() throws IOException {
    assertThat(lake.result(report, "windy-hours").get(0))
        .startsWith("oporto", Double.toString(TICKS / 2.0), Double.toString(TICKS / 2.0));
  }

  @Test
  void tellsOfHeatAndGusts() throws IOException {
    String mails = texts(directory.resolve("outbox"));

    assertThat(mails).contains("heat berlin").contains("gusts oporto").contains("wind oporto");
    assertThat(report.alerts().published()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void keepsTheSecretOutOfLogsAndLake() throws IOException {
    assertThat(texts(directory.resolve("logs"))).isNotEmpty().doesNotContain("stand-in-key");
    assertThat(texts(lake.play.bucket().resolve("state"))).doesNotContain("stand-in-key");
  }

  private static String texts(Path folder) throws IOException {
    StringBuilder texts = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return texts.toString();
  }
}
