package dev.sluice.local.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.local.lake.Trouble;
import dev.sluice.localaws.lambda.InvocationResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineWatchTest {
  private static final String RECORD = "{\"id\":\"a\",\"data\":1}\n";

  @TempDir private Path bucket;
  private WatchedFarm farm;

  @BeforeEach
  void watch() throws IOException {
    farm = new WatchedFarm(bucket);
  }

  private void lookForTenMinutes() throws IOException {
    for (int i = 0; i < 200; i++) {
      farm.watch.look();
      farm.clock.skip(Duration.ofSeconds(3));
    }
  }

  @Test
  void saysOnceWhyARunFailedUntilANewerOneFails() throws IOException {
    farm.writeRun(7, "FAILED");
    lookForTenMinutes();
    assertThat(farm.told)
        .extracting(Trouble::text)
        .containsExactly("the ETL run of 2026-06-01T11:45:00Z failed at TRANSFORM: no memory");
    assertThat(farm.troubles.all()).extracting(Trouble::last).containsExactly(WatchedFarm.NOON);

    farm.writeRun(8, "FAILED");
    lookForTenMinutes();
    assertThat(farm.told).hasSize(2);
  }

  @Test
  void aRunThatSucceedsEndsTheTroubleOfTheOneBefore() throws IOException {
    farm.writeRun(7, "FAILED");
    farm.watch.look();
    farm.writeRun(8, "SUCCEEDED");
    farm.watch.look();

    assertThat(farm.troubles.all()).isEmpty();
  }

  @Test
  void saysHowManyRecordsWereRejectedAndWhyMost() throws IOException {
    String rejected = "{\"reason\":\"%s\",\"sequenceNumber\":\"%d\",\"payload\":\"{}\"}\n";
    farm.write("rejected/quickstart/a.json", rejected.formatted("no id", 1));
    farm.watch.look();
    farm.write(
        "rejected/quickstart/b.json",
        rejected.formatted("no data", 2) + rejected.formatted("no data", 3));
    farm.watch.look();

    assertThat(farm.troubles.all())
        .singleElement()
        .extracting(Trouble::text)
        .isEqualTo(
            "3 records rejected, most often: no data, for example {} (rejected/quickstart/b.json)");
  }

  @Test
  void startsTheFirstRunWhenThereAreRecords() throws IOException {
    farm.watch.look();
    assertThat(farm.runs).isZero();

    farm.write("raw/quickstart/a.json", RECORD);
    farm.answer = new InvocationResult.Throttled("it runs");
    farm.watch.look();
    farm.answer = new InvocationResult.Success(new byte[0], "");
    farm.watch.look();
    farm.watch.look();
    assertThat(farm.runs).as("once refused, once taken").isEqualTo(2);
  }

  @Test
  void startsNoRunBesideAnotherOrWhenThereAreRows() throws IOException {
    farm.write("raw/quickstart/a.json", RECORD);
    farm.writeRun(1, "TRANSFORM");
    farm.watch.look();
    farm.write(
        "state/quickstart/run.json",
        "{\"run\": {\"step\": \"SUCCEEDED\"}, \"tables\": {\"t\": {\"rows\": 1}}}");
    farm.watch.look();

    assertThat(farm.runs).isZero();
  }
}
