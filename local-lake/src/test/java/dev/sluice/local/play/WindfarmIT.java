package dev.sluice.local.play;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.local.report.PipelineReport;
import dev.sluice.local.report.PipelineReport.Alerts;
import dev.sluice.local.report.detection.Detection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ten minutes of the wind farm, in which a sensor is silent, two drift and one spikes. */
@Timeout(180)
class WindfarmIT {
  private static final Instant START = Instant.parse("2026-06-01T14:15:00Z");
  private static final int MINUTES = 10;
  @TempDir static Path directory;
  private static PlayedLake lake;
  private static PipelineReport report;
  private static List<JsonNode> raw;

  @BeforeAll
  static void play() throws IOException, InterruptedException {
    lake =
        PlayedLake.start(
            PlayPlan.of(
                PlayedLake.CHECKOUT, "windfarm", directory, START, Duration.ofMinutes(MINUTES)));
    report = lake.run();
    raw = lake.lines("raw");
  }

  @AfterAll
  static void stop() {
    lake.close();
  }

  @Test
  void storesEveryReadingThatNoSensorKeptSilent() throws IOException {
    Set<String> expected = Readings.expectedIds(lake.lines("truth"), START, MINUTES);

    assertThat(expected).hasSizeBetween(2_100, 2_159);
    assertThat(raw).hasSize(expected.size());
    assertThat(Readings.ids(raw)).isEqualTo(expected);
  }

  @Test
  void reconciles() throws IOException {
    int expected = Readings.expectedIds(lake.lines("truth"), START, MINUTES).size();

    assertThat(report.reconciled()).isTrue();
    assertThat(report.counts())
        .isEqualTo(new PipelineReport.Counts(expected, expected, 0, 0, 0, 0, expected));
    assertThat(lake.play.lake().trouble().last()).isEmpty();
  }

  @Test
  void answersHourly() throws IOException {
    Map<String, DoubleSummaryStatistics> expected = new TreeMap<>();
    for (JsonNode reading : raw) {
      String hour =
          Readings.time(reading).truncatedTo(ChronoUnit.HOURS).toString().substring(11, 13);
      expected
          .computeIfAbsent(
              hour + " " + Readings.type(reading), key -> new DoubleSummaryStatistics())
          .accept(Readings.data(reading));
    }
    List<List<String>> rows = lake.result(report, "hourly");

    assertThat(rows)
        .extracting(row -> row.get(0).substring(11, 13) + " " + row.get(1))
        .containsExactlyElementsOf(expected.keySet());
    for (List<String> row : rows) {
      DoubleSummaryStatistics of = expected.get(row.get(0).substring(11, 13) + " " + row.get(1));
      assertThat(row.get(2)).isEqualTo(Long.toString(of.getCount()));
      assertThat(Double.parseDouble(row.get(3))).isEqualTo(of.getAverage(), within(0.000501));
      assertThat(Double.parseDouble(row.get(4))).isEqualTo(of.getMin());
      assertThat(Double.parseDouble(row.get(5))).isEqualTo(of.getMax());
    }
  }

  @Test
  void answersOutsideBand() throws IOException {
    List<String> expected =
        raw.stream()
            .filter(Readings::isOutsideBand)
            .map(
                r ->
                    "%s %s %s %s"
                        .formatted(
                            Readings.time(r),
                            r.get("turbine").asText(),
                            Readings.type(r),
                            Readings.data(r)))
            .sorted()
            .toList();

    assertThat(expected).isNotEmpty();
    assertThat(lake.result(report, "outside-band"))
        .extracting(
            row ->
                "%s %s %s %s"
                    .formatted(
                        PlayedLake.time(row.get(0)),
                        row.get(1),
                        row.get(2),
                        Double.parseDouble(row.get(3))))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void answersAvailability() throws IOException {
    Map<String, List<JsonNode>> byTurbine =
        raw.stream()
            .collect(groupingBy(r -> r.get("turbine").asText(), TreeMap::new, Collectors.toList()));
    int most = 3 * 6 * MINUTES;
    List<String> expected = new ArrayList<>();
    byTurbine.forEach(
        (turbine, readings) ->
            expected.add(
                "%s %d %d %s"
                    .formatted(
                        turbine,
                        readings.size(),
                        most,
                        Math.round(readings.size() * 10_000.0 / most) / 100.0)));

    assertThat(expected).hasSize(12);
    assertThat(lake.result(report, "availability"))
        .extracting(row -> String.join(" ", row))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void mailsTheFirstViolationAndMergesTheOthers() throws IOException {
    Map<String, List<JsonNode>> violations = Readings.violationsByAlert(raw);
    List<String> expected = new ArrayList<>();
    long merged = 0;
    for (List<JsonNode> alert : violations.values()) {
      String subject = Readings.subject(alert.get(0));
      expected.add(subject + Readings.data(alert.get(0)));
      if (alert.size() > 1) {
        merged += alert.size() - 1;
        expected.add(subject + (alert.size() - 1) + " more");
      }
    }

    assertThat(merged).isPositive();
    assertThat(subjects().stream().filter(subject -> subject.contains("-outside-band ")))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(report.alerts())
        .extracting(Alerts::published, Alerts::merged, Alerts::withheld)
        .containsExactly((long) subjects().size(), merged, 0L);
  }

  @Test
  void detectsWhatIsWrongWithSensors() {
    Detection detection = report.alerts().detection().orElseThrow();

    assertThat(detection.kinds()).isNotEmpty();
    assertThat(detection.kinds().values())
        .allSatisfy(kind -> assertThat(kind.recall()).isGreaterThanOrEqualTo(0.9));
    assertThat(detection.precision()).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void rewritesNothingInASecondRun() throws IOException, InterruptedException {
    Map<String, String> before = lake.versions("trusted");
    PipelineReport again = lake.settle();

    assertThat(before).isNotEmpty();
    assertThat(lake.versions("trusted")).isEqualTo(before);
    assertThat(again.tableBalance()).isZero();
  }

  private static List<String> subjects() throws IOException {
    List<String> subjects = new ArrayList<>();
    try (Stream<Path> mails = Files.list(directory.resolve("outbox/email"))) {
      for (Path mail : mails.toList()) {
        subjects.add(Files.readAllLines(mail).get(1).replace("Subject: ", ""));
      }
    }
    return subjects;
  }
}
