package dev.sluice.local.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.local.cli.client.LakeFile;
import dev.sluice.local.lake.Trouble;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchFileTest {
  @TempDir private Path directory;

  @Test
  void comesBackAsItWas() throws IOException {
    WatchFile file =
        new WatchFile(
            Map.of("farm", List.of("12:00:00  farm: 7 records rejected")),
            Map.of("farm", "2026-06-01T12:15:00Z"),
            Map.of("farm", List.of("pressure")));
    file.writeTo(directory);

    assertThat(WatchFile.of(directory)).isEqualTo(file);
  }

  @Test
  void knowsNothingBeforeItIsWritten() throws IOException {
    assertThat(WatchFile.of(directory)).isEqualTo(new WatchFile(Map.of(), Map.of(), Map.of()));
  }

  @Test
  void isGoneWithItsLake() throws IOException {
    new WatchFile(Map.of("farm", List.of("12:00:00  full")), Map.of(), Map.of()).writeTo(directory);
    LakeFile.remove(directory);

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aTroubleOfAnotherDayHasItsDate() {
    Instant noon = Instant.parse("2026-06-01T12:00:00Z");
    Trouble trouble = new Trouble("farm", "f", "failed", "", noon, noon);

    assertThat(WatchFile.line(trouble, LocalDate.of(2026, 6, 1)))
        .isEqualTo("12:00:00  farm: failed");
    assertThat(WatchFile.line(trouble, LocalDate.of(2026, 6, 2)))
        .isEqualTo("2026-06-01 12:00:00  farm: failed");
  }
}
