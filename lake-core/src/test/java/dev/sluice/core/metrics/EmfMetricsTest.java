package dev.sluice.core.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmfMetricsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Metrics metrics =
      new EmfMetrics(
          "farm-test",
          "wind\"farm",
          "producer",
          Clock.fixed(Instant.ofEpochMilli(1_780_272_000_000L), ZoneOffset.UTC),
          new PrintStream(out, false, UTF_8));

  @Test
  void writesOneLineInTheEmbeddedMetricFormat() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("Produced", 216L);
    counts.put("Failed", 0L);
    metrics.count(counts);

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            "{\"_aws\":{\"Timestamp\":1780272000000,\"CloudWatchMetrics\":[{"
                + "\"Namespace\":\"Sluice\",\"Dimensions\":[[\"Stack\",\"Pipeline\",\"Function\"]],"
                + "\"Metrics\":[{\"Name\":\"Produced\",\"Unit\":\"Count\"},"
                + "{\"Name\":\"Failed\",\"Unit\":\"Count\"}]}]},"
                + "\"Stack\":\"farm-test\",\"Pipeline\":\"wind\\\"farm\",\"Function\":\"producer\","
                + "\"Produced\":216,\"Failed\":0}\n");
  }

  @Test
  void writesAPartUnderItsOwnDimensionsToo() {
    metrics.count(Map.of("Table", "readings"), Map.of("CheckFailures", 2L));

    assertThat(out.toString(UTF_8))
        .contains(
            "\"Dimensions\":[[\"Stack\",\"Pipeline\",\"Function\"],"
                + "[\"Stack\",\"Pipeline\",\"Function\",\"Table\"]]",
            "\"Function\":\"producer\",\"Table\":\"readings\",\"CheckFailures\":2}");
  }

  @Test
  void whatIsNamedAfterSecondsIsInSeconds() {
    metrics.count(Map.of("FreshnessSeconds", 180L));

    assertThat(out.toString(UTF_8))
        .contains("{\"Name\":\"FreshnessSeconds\",\"Unit\":\"Seconds\"}");
  }

  @Test
  void refusesMoreMetricsThanCloudWatchTakes() {
    Map<String, Long> many =
        IntStream.rangeClosed(0, 100)
            .boxed()
            .collect(Collectors.toMap(i -> "Metric" + i, i -> (long) i));

    assertThatThrownBy(() -> metrics.count(many)).hasMessageContaining("at most 100");
    assertThat(out.size()).isZero();
  }
}
