package dev.sluice.local.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.local.lake.LakeTrouble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeWatchTest {
  @TempDir private Path directory;
  @TempDir private Path bucket;

  @Test
  void aFailedLookIsForgottenAfterAGoodOne() throws IOException {
    WatchedFarm farm = new WatchedFarm(bucket);
    try (LakeWatch watch =
        new LakeWatch(farm.clock, farm.troubles, directory, List.of(farm.watch))) {
      farm.write("state/quickstart/run.json", "{");
      watch.look();
      assertThat(WatchFile.of(directory).troubles().get(WatchedFarm.PIPELINE))
          .singleElement()
          .asString()
          .contains("could not be looked at");

      farm.writeRun(1, "SUCCEEDED");
      watch.look();
      assertThat(WatchFile.of(directory))
          .isEqualTo(
              new WatchFile(
                  Map.of(),
                  Map.of(WatchedFarm.PIPELINE, "2026-06-01T12:15:00Z"),
                  Map.of(WatchedFarm.PIPELINE, List.of())));
    }
  }

  @Test
  void aFullDiskIsOverWhenThereIsRoom() throws IOException {
    WatchedFarm farm = new WatchedFarm(bucket);
    try (LakeWatch watch =
        new LakeWatch(farm.clock, farm.troubles, directory, List.of(farm.watch))) {
      farm.troubles.seen("", LakeTrouble.DISK, "the disk is full", "", 1);
      watch.diskHasRoom();
      assertThat(farm.troubles.all()).isEmpty();
    }
  }
}
