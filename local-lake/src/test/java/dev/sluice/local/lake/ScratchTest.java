package dev.sluice.local.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
  @TempDir Path directory;

  @Test
  void removesWhatAKilledLakeLeft() throws IOException {
    Path folder = directory.resolve("tmp");
    Files.createDirectories(folder.resolve("stream/shardId-0"));
    Files.writeString(folder.resolve("stream/shardId-0/1.records"), "left");

    assertThat(Scratch.empty(folder)).isEqualTo(folder).isEmptyDirectory();
  }

  @Test
  void makesTheFolder() throws IOException {
    assertThat(Scratch.empty(directory.resolve("a/b"))).isEmptyDirectory();
  }
}
