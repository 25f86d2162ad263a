package dev.sluice.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.local.report.PipelineReport;
import dev.sluice.localaws.fault.FaultProfile;
import dev.sluice.localaws.fault.SeededFaults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The smallest pipeline, with both ways of its records to raw. */
@Timeout(120)
class QuickstartIT {
  private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
  private static final int MINUTES = 5;
  private static final long READINGS = MINUTES * 6L;

  @TempDir Path directory;

  @Test
  void isTenLinesLong() throws IOException {
    assertThat(
            Files.readAllLines(PlayedLake.CHECKOUT.resolve("pipelines/quickstart.yaml")).stream()
                .filter(line -> !line.startsWith("#"))
                .takeWhile(line -> !line.equals("tests:")))
        .hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void goesThroughTheBatchWriter() throws IOException, InterruptedException {
    try (PlayedLake lake = PlayedLake.start(plan())) {
      PipelineReport report = lake.run();

      check(lake, report);
      assertThat(lake.keys("raw"))
          .allMatch(key -> key.matches("year=2026/month=06/day=01/shardId-[-\\d]+\\.json\\.gz"));
    }
  }

  @Test
  void goesThroughFirehoseThoughTheBucketRefusesNowAndThen()
      throws IOException, InterruptedException {
    PlayPlan plan =
        plan()
            .with(Map.of("RawDelivery", "firehose"))
            .with(new SeededFaults(FaultProfile.named("slow-s3"), 1));
    try (PlayedLake lake = PlayedLake.start(plan)) {
      PipelineReport report = lake.run();

      check(lake, report);
      assertThat(lake.play.stack().functions()).doesNotContainKey("BatchWriterFunction");
      assertThat(lake.keys("raw"))
          .hasSizeBetween(2, 2 * MINUTES)
          .allMatch(
              key ->
                  key.matches(
                      "year=2026/month=06/day=01/KDS-S3-sluice-quickstart-1-2026-06-01-12-\\d\\d-\\d\\d"
                          + "-\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\.gz"));
      assertThat(records(lake)).hasSize((int) READINGS).doesNotHaveDuplicates();
    }
  }

  private void check(PlayedLake lake, PipelineReport report) throws IOException {
    assertThat(report.counts())
        .isEqualTo(new PipelineReport.Counts(READINGS, READINGS, 0, 0, 0, 0, READINGS));
    assertThat(report.reconciled()).isTrue();
    List<String> row = lake.result(report, "means").get(0);
    assertThat(row.subList(0, 2)).containsExactly("device-1", Long.toString(READINGS));
    assertThat(Double.parseDouble(row.get(2))).isBetween(20.0, 22.0);
  }

  /** Ids in raw; there is no newline between records. */
  private static List<String> records(PlayedLake lake) throws IOException {
    List<String> ids = new ArrayList<>();
    for (String key : lake.keys("raw")) {
      Path file = lake.play.bucket().resolve("raw/quickstart").resolve(key);
      try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
          MappingIterator<JsonNode> values =
              new ObjectMapper().readerFor(JsonNode.class).readValues(in)) {
        values.readAll().forEach(value -> ids.add(value.path("id").asText()));
      }
      try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
        assertThat(in.readAllBytes()).doesNotContain('\n');
      }
    }
    return ids;
  }

  private PlayPlan plan() {
    return PlayPlan.of(
        PlayedLake.CHECKOUT, "quickstart", directory, START, Duration.ofMinutes(MINUTES));
  }
}
