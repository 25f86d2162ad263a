package dev.sluice.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
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
            Map.of("farm", "2026-06-01T12:15:00Z"));
    file.writeTo(directory);

    assertThat(WatchFile.of(directory)).isEqualTo(file);
  }

  @Test
  void knowsNothingBeforeItIsWritten() throws IOException {
    assertThat(WatchFile.of(directory)).isEqualTo(new WatchFile(Map.of(), Map.of()));
  }
}
