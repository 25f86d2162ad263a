package dev.sluice.local.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.local.report.PipelineReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Twenty minutes of four graphics cards, two jobs each, delivered by Firehose. */
@Timeout(180)
class GpuIT {
  private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
  private static final int MINUTES = 20;
  private static final List<String> METRICS =
      List.of("power", "clock", "temperature", "usage", "vram");

  @TempDir static Path directory;
  private static PlayedLake lake;
  private static PipelineReport report;
  private static List<JsonNode> raw;
  private static List<List<String>> rows;

  @BeforeAll
  static void play() throws IOException, InterruptedException {
    lake =
        PlayedLake.start(
            PlayPlan.of(PlayedLake.CHECKOUT, "gpu", directory, START, Duration.ofMinutes(MINUTES)));
    report = lake.run();
    raw = lake.lines("raw");
    rows = lake.result(report, "wide");
  }

  @AfterAll
  static void stop() {
    lake.close();
  }

  @Test
  void reconciles() {
    int all = 4 * 5 * 6 * MINUTES;

    assertThat(raw).hasSizeBetween(all - 120, all);
    assertThat(report.reconciled()).isTrue();
    assertThat(report.counts())
        .isEqualTo(new PipelineReport.Counts(raw.size(), raw.size(), 0, 0, 0, 0, raw.size()));
  }

  @Test
  void firehoseStoresThemOneAfterTheOther() throws IOException {
    assertThat(lake.keys("raw"))
        .isNotEmpty()
        .allMatch(
            key -> key.matches("year=2026/month=06/day=01/.+-\\d-2026-06-01-12-\\d\\d-\\d\\d-.+"));
  }

  @Test
  void isWideWithOneRowForEachTimeAndCard() {
    Map<String, Map<String, Double>> expected = new TreeMap<>();
    for (JsonNode record : raw) {
      Instant time = Instant.parse(record.get("timestamp").asText());
      expected
          .computeIfAbsent(time + " " + record.get("card").asText(), key -> new TreeMap<>())
          .put(record.get("metric").asText(), record.get("value").doubleValue());
    }
    List<String> found = new ArrayList<>();
    for (List<String> row : rows) {
      String key = PlayedLake.time(row.get(0)) + " " + row.get(1);
      found.add(key);
      for (int i = 0; i < METRICS.size(); i++) {
        Double value = expected.get(key).get(METRICS.get(i));
        String cell = row.get(2 + i);
        assertThat(cell.isEmpty() ? null : Double.valueOf(cell)).as(key).isEqualTo(value);
      }
    }

    assertThat(found).hasSize(4 * 6 * MINUTES).containsExactlyElementsOf(expected.keySet());
  }

  @Test
  void powerGoesWithTheLoadAndTemperatureTrailsIt() {
    for (int card = 1; card <= 4; card++) {
      List<List<String>> of = ofCard("gpu-" + card);

      assertThat(correlation(of, 5, 2, 0)).as("power of card %d", card).isGreaterThan(0.8);
      double now = correlation(of, 5, 4, 0);
      double later = correlation(of, 5, 4, 7);
      assertThat(later).as("temperature of card %d", card).isGreaterThan(now + 0.1);
    }
  }

  @Test
  void answersLoadAndPower() throws IOException {
    List<List<String>> answer = lake.result(report, "load-and-power");

    assertThat(answer)
        .extracting(row -> row.get(0))
        .containsExactly("gpu-1", "gpu-2", "gpu-3", "gpu-4");
    for (List<String> row : answer) {
      List<List<String>> of = ofCard(row.get(0));
      assertThat(row.get(1)).isEqualTo(Integer.toString(of.size()));
      assertThat(Double.parseDouble(row.get(4)))
          .isCloseTo(correlation(of, 5, 2, 0), within(0.000501));
    }
  }

  @Test
  void answersTheHottestMinutes() throws IOException {
    Map<String, double[]> minutes = new TreeMap<>();
    for (List<String> row : rows) {
      if (!row.get(4).isEmpty()) {
        double[] sum =
            minutes.computeIfAbsent(
                row.get(0).substring(0, 16) + " " + row.get(1), key -> new double[2]);
        sum[0] += Double.parseDouble(row.get(4));
        sum[1]++;
      }
    }
    double hottest = minutes.values().stream().mapToDouble(s -> s[0] / s[1]).max().orElseThrow();
    List<List<String>> answer = lake.result(report, "hottest-minutes");

    assertThat(answer).hasSize(10);
    double before = hottest + 0.06;
    for (List<String> row : answer) {
      double[] sum = minutes.get(row.get(0).substring(0, 16) + " " + row.get(1));
      double mean = Double.parseDouble(row.get(2));
      assertThat(mean).isCloseTo(sum[0] / sum[1], within(0.0501));
      assertThat(mean).isLessThanOrEqualTo(before);
      before = mean;
    }
    assertThat(Double.parseDouble(answer.get(0).get(2))).isCloseTo(hottest, within(0.0501));
  }

  private static List<List<String>> ofCard(String card) {
    return rows.stream().filter(row -> row.get(1).equals(card)).toList();
  }

  /** Pearson's, of a column and another so many rows later, where both have a value. */
  private static double correlation(List<List<String>> of, int one, int other, int later) {
    List<double[]> pairs = new ArrayList<>();
    for (int i = 0; i + later < of.size(); i++) {
      String x = of.get(i).get(one);
      String y = of.get(i + later).get(other);
      if (!x.isEmpty() && !y.isEmpty()) {
        pairs.add(new double[] {Double.parseDouble(x), Double.parseDouble(y)});
      }
    }
    double meanX = pairs.stream().mapToDouble(pair -> pair[0]).average().orElseThrow();
    double meanY = pairs.stream().mapToDouble(pair -> pair[1]).average().orElseThrow();
    double product = 0;
    double squaresX = 0;
    double squaresY = 0;
    for (double[] pair : pairs) {
      product += (pair[0] - meanX) * (pair[1] - meanY);
      squaresX += Math.pow(pair[0] - meanX, 2);
      squaresY += Math.pow(pair[1] - meanY, 2);
    }
    return product / Math.sqrt(squaresX * squaresY);
  }
}
