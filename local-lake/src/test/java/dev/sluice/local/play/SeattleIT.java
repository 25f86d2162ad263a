package dev.sluice.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.local.report.PipelineReport;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole of Seattle's weather file, 25 rows a minute. */
@Timeout(180)
class SeattleIT {
  private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");

  private static final Pattern MONTH = Pattern.compile("/year=(\\d+)/month=(\\d+)/");

  @TempDir static Path directory;
  private static PlayedLake lake;
  private static PipelineReport report;
  private static List<String[]> csv;

  @BeforeAll
  static void play() throws IOException, InterruptedException {
    csv =
        Files.readAllLines(PlayedLake.CHECKOUT.resolve("pipelines/seattle/seattle-weather.csv"))
            .stream()
            .skip(1)
            .map(line -> line.split(",", -1))
            .toList();
    lake =
        PlayedLake.start(
            PlayPlan.of(PlayedLake.CHECKOUT, "seattle", directory, START, Duration.ofMinutes(60)));
    report = lake.run();
  }

  @AfterAll
  static void stop() {
    lake.close();
  }

  @Test
  void reconciles() {
    assertThat(csv).hasSize(1_461);
    assertThat(report.counts())
        .isEqualTo(new PipelineReport.Counts(1_461, 1_461, 0, 0, 0, 0, 1_461));
    assertThat(report.reconciled()).isTrue();
  }

  @Test
  void partitionsByTheMonthOfTheRow() throws IOException, SQLException {
    TreeSet<String> months = new TreeSet<>();
    csv.forEach(row -> months.add(row[0].substring(0, 7)));

    assertThat(months).hasSize(48);
    assertThat(lake.files("days"))
        .extracting(SeattleIT::month)
        .containsExactlyInAnyOrderElementsOf(months);
    assertThat(
            lake.trusted(
                "days",
                "SELECT count(*) FROM {rows}"
                    + " WHERE year(weather_date) <> year OR month(weather_date) <> month"))
        .containsExactly(List.of("0"));
  }

  private static String month(String file) {
    Matcher folder = MONTH.matcher(file);
    assertThat(folder.find()).as(file).isTrue();
    return "%s-%02d".formatted(folder.group(1), Integer.parseInt(folder.group(2)));
  }

  @Test
  void keepsEveryValue() throws SQLException {
    List<List<String>> expected = new ArrayList<>();
    for (String[] row : csv) {
      List<String> cells = new ArrayList<>(List.of("sea-" + row[0], "SEA", row[0]));
      for (int column = 1; column <= 4; column++) {
        cells.add(Double.toString(Double.parseDouble(row[column])));
      }
      cells.add(row[5]);
      expected.add(cells);
    }
    String sql =
        "SELECT day_id, station, weather_date, precipitation_mm, temp_max_c, temp_min_c,"
            + " wind_ms, weather FROM {rows} ORDER BY weather_date";

    assertThat(lake.trusted("days", sql)).containsExactlyElementsOf(expected);
  }

  @Test
  void storesValuesInTheirTypes() throws SQLException {
    String sql = "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {rows})";

    assertThat(lake.trusted("days", sql))
        .extracting(row -> String.join(" ", row))
        .containsExactly(
            "day_id VARCHAR",
            "station VARCHAR",
            "weather_date DATE",
            "precipitation_mm DOUBLE",
            "temp_max_c DOUBLE",
            "temp_min_c DOUBLE",
            "wind_ms DOUBLE",
            "weather VARCHAR",
            "year INTEGER",
            "month INTEGER");
  }

  @Test
  void findsEachMonthsExtremes() throws IOException {
    List<List<BigDecimal>> golden =
        Files.readAllLines(
                PlayedLake.CHECKOUT.resolve(
                    "local-lake/src/test/resources/golden/seattle-monthly-extremes.csv"))
            .stream()
            .skip(1)
            .map(line -> numbers(List.of(line.split(",", -1))))
            .toList();

    assertThat(golden).hasSize(48);
    assertThat(lake.result(report, "monthly-extremes"))
        .extracting(SeattleIT::numbers)
        .containsExactlyElementsOf(golden);
  }

  private static List<BigDecimal> numbers(List<String> cells) {
    return cells.stream().map(cell -> new BigDecimal(cell).stripTrailingZeros()).toList();
  }
}
