package dev.sluice.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.local.report.PipelineReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The wind farm around midnight, its readings in an Iceberg table. {@code -Dsluice.packages=native}
 * commits with the native function.
 */
@Timeout(180)
class IcebergTablesIT {
  private static final Instant START = Instant.parse("2026-06-01T23:57:00Z");
  private static final int MINUTES = 6;
  private static final String LATE =
      "{\"id\":\"late\",\"turbine\":\"wt-01\",\"type\":\"temperature\",\"data\":20.5,\"timestamp\":\"2026-06-01T12:00:00Z\"}";

  @TempDir static Path directory;
  private static PlayedLake lake;
  private static PipelineReport report;
  private static Set<String> files;
  private static List<List<String>> snapshots;

  @BeforeAll
  static void play() throws IOException, InterruptedException {
    lake =
        PlayedLake.start(
            PlayPlan.of(
                PlayedLake.CHECKOUT, "windfarm", directory, START, Duration.ofMinutes(MINUTES)));
    report = lake.run();
    files = lake.files("readings");
    snapshots = lake.athena("SELECT operation, snapshot_id FROM \"readings$snapshots\"");
  }

  @AfterAll
  static void stop() {
    lake.close();
  }

  @Test
  void allReadingsAreInTheTableByOneCommit() throws IOException {
    int expected = Readings.expectedIds(lake.lines("truth"), START, MINUTES).size();

    assertThat(report.reconciled()).isTrue();
    assertThat(report.counts())
        .isEqualTo(new PipelineReport.Counts(expected, expected, 0, 0, 0, 0, expected));
    assertThat(files).hasSize(2);
    assertThat(snapshots).extracting(row -> row.get(0)).containsExactly("append");
    assertThat(lake.play.lake().trouble().last()).isEmpty();
  }

  @Test
  void lateDataReplacesTheFileOfItsDayAlone() throws IOException, InterruptedException {
    lake.put("wt-01", LATE.getBytes(StandardCharsets.UTF_8));
    PipelineReport again = lake.settle();
    Set<String> after = lake.files("readings");

    assertThat(again.counts().trusted()).isEqualTo(report.counts().trusted() + 1);
    assertThat(again.tableBalance()).isZero();
    assertThat(after).hasSize(2);
    after.removeAll(files);
    assertThat(after).singleElement().asString().contains("/event_time_day=2026-06-01/");
    assertThat(
            lake.athena(
                "SELECT count(*) FROM readings FOR VERSION AS OF " + snapshots.get(0).get(1)))
        .isEqualTo(List.of(List.of(Long.toString(report.counts().trusted()))));
  }

  /** Iceberg, Avro and Parquet have nothing to say, natively too. */
  @Test
  void theFunctionsLogHasNoWarning() throws IOException {
    String function = lake.play.stack().function("EtlTriggerFunction");
    Path log = lake.play.lake().directory().resolve("logs/" + function + ".log");
    List<String> odd = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      if (!line.matches("(START|END|REPORT) RequestId: .*|Picked up JAVA_TOOL_OPTIONS: .*")
          && !line.startsWith("{\"_aws\"")
          && !line.contains("\"level\":\"INFO\"")) {
        odd.add(line);
      }
    }

    assertThat(odd).isEmpty();
  }
}
