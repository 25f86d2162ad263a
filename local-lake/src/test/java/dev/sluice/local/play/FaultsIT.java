package dev.sluice.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.local.report.PipelineReport;
import dev.sluice.localaws.fault.FaultProfile;
import dev.sluice.localaws.fault.SeededFaults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever goes wrong, each record is in the tables once, or is told of. */
@Timeout(180)
class FaultsIT {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final String READING =
      "{\"id\":\"%s\",\"turbine\":\"wt-01\",\"type\":\"temperature\",\"data\":%s,\"timestamp\":%s}";

  private static final String NOW = "\"2026-06-01T12:00:00Z\"";
  private static final byte[] BINARY = {(byte) 0xFF, 0, 1, 2, (byte) 0xFE};

  @TempDir private Path directory;

  @Test
  void keepsEachRecordOnceThroughKillsRetriesDuplicatesAndSlowS3()
      throws IOException, InterruptedException, SQLException {
    FaultProfile profile = new FaultProfile(0.02, 0.05, 0.2, 0.1);
    // The last batch of the day has records of two days: it is stored in two objects.
    KillingFaults faults =
        new KillingFaults("/raw/windfarm/year=2026/month=06/day=02/", new SeededFaults(profile, 7));
    Instant start = Instant.parse("2026-06-01T23:57:00Z");
    try (PlayedLake lake = PlayedLake.start(windfarm(start, 6).with(faults))) {
      String writer = lake.play.stack().function("BatchWriterFunction");
      faults.aimAt(() -> lake.play.lake().functions().pids(writer));
      lake.play.warmUp();
      lake.play.play(PlayedLake.SILENTLY);
      lake.play.drain();
      Set<String> ids = new HashSet<>();
      lake.lines("raw").forEach(reading -> ids.add(reading.get("id").asText()));
      faults.calm();
      putAgain(lake, 50);
      PipelineReport report = lake.settle();

      assertThat(faults.killedTwice()).isTrue();
      assertThat(report.counts().duplicates()).isGreaterThan(50);
      assertThat(report.counts().stored()).isGreaterThan(report.counts().produced());
      assertThat(report.reconciled()).as("%s", report).isTrue();
      assertThat(lake.trusted("readings", "SELECT reading_id FROM {rows}"))
          .extracting(row -> row.get(0))
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrderElementsOf(ids);
      assertThat(lake.files("readings")).hasSize(2);
      assertThat(lake.play.bucket().resolve("aws")).doesNotExist();
    }
  }

  private static void putAgain(PlayedLake lake, int most) throws IOException {
    lake.put(
        "wt-01",
        lake.lines("raw").stream()
            .limit(most)
            .map(reading -> bytes(reading.toString()))
            .toArray(byte[][]::new));
  }

  @Test
  void keepsBadRecordsWithTheirReasons() throws IOException, InterruptedException {
    Map<String, String> bad =
        Map.of(
            "this is no JSON",
            "not JSON",
            "[1,2]",
            "not a JSON object",
            READING.formatted("a", "1", NOW).replace("\"id\":\"a\",", ""),
            "field 'id' is missing or null",
            READING.formatted("b", "\"warm\"", NOW),
            "field 'data' is not a finite number of 64 bits",
            READING.formatted("c", "1", "null"),
            "field 'timestamp' is missing or null",
            Base64.getEncoder().encodeToString(BINARY),
            "not UTF-8");
    try (PlayedLake lake = PlayedLake.start(windfarm(NOON, 1))) {
      lake.play.lake().stopSchedules();
      lake.play.warmUp();
      for (Map.Entry<String, String> record : bad.entrySet()) {
        boolean isText = !record.getValue().equals("not UTF-8");
        lake.put("k", isText ? bytes(record.getKey()) : BINARY);
      }
      PipelineReport report = lake.settle();

      assertThat(reasons(lake)).isEqualTo(bad);
      assertThat(report.counts())
          .isEqualTo(new PipelineReport.Counts(0, 0, bad.size(), 0, 0, 0, 0));
    }
  }

  @Test
  void storesRecordsOfOddTimesUnderTheirArrival() throws IOException, InterruptedException {
    try (PlayedLake lake = PlayedLake.start(windfarm(NOON, 1))) {
      lake.play.lake().stopSchedules();
      lake.play.warmUp();
      lake.put(
          "k",
          bytes(READING.formatted("sound", "20.5", NOW)),
          bytes(READING.formatted("far", "20.5", "\"3000-01-01T00:00:00Z\"")),
          bytes(READING.formatted("old", "20.5", "\"2026-05-01T00:00:00Z\"")),
          bytes(READING.formatted("odd", "20.5", "\"yesterday\"")));
      PipelineReport report = lake.settle();

      assertThat(lake.keys("raw")).allMatch(key -> key.startsWith("year=2026/month=06/day=01/"));
      assertThat(lake.lines("raw"))
          .extracting(reading -> reading.get("id").asText())
          .containsExactlyInAnyOrder("sound", "far", "old", "odd");
      // The table requires a time, which "yesterday" is not.
      assertThat(report.counts()).isEqualTo(new PipelineReport.Counts(0, 4, 0, 0, 0, 1, 3));
    }
  }

  private static Map<String, String> reasons(PlayedLake lake) throws IOException {
    Map<String, String> reasons = new HashMap<>();
    for (JsonNode rejected : lake.lines("rejected")) {
      String field = rejected.path("payload").isTextual() ? "payload" : "payloadBase64";
      reasons.put(rejected.get(field).asText(), rejected.get("reason").asText());
    }
    return reasons;
  }

  @Test
  void accountsForRowsThatAreNoRecords() throws IOException, InterruptedException {
    try (Checkout checkout = Checkout.in(directory.resolve("checkout"))) {
      Path csv = checkout.root.resolve("pipelines/seattle/seattle-weather.csv");
      Files.write(csv, Files.readAllLines(csv).subList(0, 41));
      String bad = "2012-03-01,wet,1.0,0.5,2.0,rain\n2012-03-02,1.0\n";
      Files.writeString(csv, bad, StandardOpenOption.APPEND);
      PipelineReport report = seattle(checkout);

      assertThat(report.counts()).isEqualTo(new PipelineReport.Counts(42, 40, 2, 0, 0, 0, 40));
      assertThat(report.reconciled()).isTrue();
    }
  }

  private PipelineReport seattle(Checkout checkout) throws IOException, InterruptedException {
    Path folder = directory.resolve("lake");
    Duration length = Duration.ofMinutes(3);
    try (PlayedLake lake =
        PlayedLake.start(PlayPlan.of(checkout.root, "seattle", folder, NOON, length))) {
      PipelineReport report = lake.run();
      assertThat(lake.lines("rejected"))
          .extracting(row -> row.get("line").asInt() + " " + row.get("text").asText())
          .containsExactly("42 2012-03-01,wet,1.0,0.5,2.0,rain", "43 2012-03-02,1.0");
      return report;
    }
  }

  @Test
  void tellsWhichFunctionDidNotStartAndWhy() throws IOException, InterruptedException {
    try (Checkout checkout = Checkout.in(directory.resolve("checkout"))) {
      checkout.replace("consumer-fn/target/function.zip", "no archive");

      Checkout.Outcome demo = checkout.sluice("demo", "windfarm", "--minutes", "1");

      assertThat(demo.exitCode()).as(demo.output()).isEqualTo(1);
      assertThat(demo.output())
          .contains("sluice: sluice-windfarm-ConsumerFunction did not start: ", "function.zip")
          .doesNotContain("ProducerFunction did not start", "\tat ");
    }
  }

  @Test
  void tellsWhyAFunctionThatEndsInItsInitDidNotStart() throws IOException, InterruptedException {
    try (Checkout checkout = Checkout.in(directory.resolve("checkout"))) {
      checkout.edit(
          "sam/template.yaml",
          "SLUICE_TOPIC_ARN: !Ref AlertTopic",
          "SLUICE_TOPIC: !Ref AlertTopic");

      Checkout.Outcome demo = checkout.sluice("demo", "windfarm", "--minutes", "1");

      assertThat(demo.exitCode()).as(demo.output()).isEqualTo(1);
      assertThat(demo.output())
          .contains("sluice: sluice-windfarm-ConsumerFunction did not start: ", "SLUICE_TOPIC_ARN")
          .doesNotContain("ProducerFunction did not start");
    }
  }

  @Test
  void tellsWhySettingsCanNotBeTaken() throws IOException, InterruptedException {
    try (Checkout checkout = Checkout.in(directory.resolve("checkout"))) {
      Checkout.Outcome number = checkout.sluice("demo", "--set", "TEMPERATURE_MAX=warm");
      Checkout.Outcome list =
          checkout.sluice("demo", "movies", "--set", "TMDB_URL=https://api.themoviedb.org/a,b");

      assertThat(List.of(number.exitCode(), list.exitCode())).containsOnly(1);
      assertThat(number.output())
          .contains("temperature-outside-band", "needs a number", "TEMPERATURE_MAX=warm")
          .doesNotContain("\tat ");
      assertThat(list.output())
          .contains("TMDB_URL=https://api.themoviedb.org/a,b", "must be like")
          .doesNotContain("\tat ");
    }
  }

  private PlayPlan windfarm(Instant start, int minutes) {
    return PlayPlan.of(
        PlayedLake.CHECKOUT, "windfarm", directory, start, Duration.ofMinutes(minutes));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
