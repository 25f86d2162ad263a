package dev.sluice.local.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    Files.createDirectories(folder.resolve("duckdb"));
    Files.writeString(folder.resolve("duckdb/1.tmp"), "left");

    assertThat(Scratch.empty(folder)).isEqualTo(folder).isEmptyDirectory();
  }

  @Test
  void makesTheFolder() throws IOException {
    assertThat(Scratch.empty(directory.resolve("a/b"))).isEmptyDirectory();
  }

  @Test
  void refusesRecordsOfAnEarlierVersionAndKeepsThem() throws IOException {
    Path spilled = directory.resolve("sluice-windfarm-Stream/shardId-000000000000/1.records");
    Files.createDirectories(spilled.getParent());
    Files.writeString(spilled, "records");

    assertThatThrownBy(() -> Scratch.empty(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("an earlier version of Sluice")
        .hasMessageContaining("delete " + directory)
        .hasMessageContaining("--dir");
    assertThat(spilled).exists();
  }
}
