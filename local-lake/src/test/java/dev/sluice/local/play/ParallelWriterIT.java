package dev.sluice.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.local.report.PipelineReport;
import dev.sluice.localaws.fault.FaultProfile;
import dev.sluice.localaws.fault.SeededFaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged batch writer gets several batches of a shard at a time. */
@Timeout(120)
class ParallelWriterIT {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  /** With a checksum behind the numbers of the first and the last record. */
  private static final String OF_A_LANE =
      "shardId-\\d+-\\d+-\\d+-[0-9a-f]{8}(-no-time|-far-time)?\\.json\\.gz";

  @TempDir private Path directory;

  @Test
  void keepsEachRecordOnceThoughCallsFailAndAreRepeated()
      throws IOException, InterruptedException, SQLException {
    FaultProfile profile = new FaultProfile(0.02, 0.05, 0.2, 0.1);
    PlayPlan plan =
        PlayPlan.of(PlayedLake.CHECKOUT, "windfarm", directory, NOON, Duration.ofMinutes(6))
            .with(Map.of("RawParallelization", "4"))
            .with(new SeededFaults(profile, 7));
    try (PlayedLake lake = PlayedLake.start(plan)) {
      PipelineReport report = lake.run();

      String writer = lake.play.stack().function("BatchWriterFunction");
      assertThat(lake.play.lake().functions().pids(writer)).hasSizeBetween(2, 4);
      assertThat(report.reconciled()).as("%s", report).isTrue();
      assertThat(report.counts().produced()).isPositive();
      assertThat(lake.trusted("readings", "SELECT reading_id FROM {rows}"))
          .hasSize((int) report.counts().trusted())
          .doesNotHaveDuplicates();
      assertThat(lake.play.bucket().resolve("aws")).doesNotExist();
      assertThat(rawNames(lake)).isNotEmpty().allMatch(name -> name.matches(OF_A_LANE), OF_A_LANE);
    }
  }

  private static List<String> rawNames(PlayedLake lake) throws IOException {
    try (Stream<Path> files = Files.walk(lake.play.bucket().resolve("raw"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("shard"))
          .toList();
    }
  }
}
