package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
  @TempDir Path parent;

  @Test
  void removesWhatTheDeadLeftAndNothingElse() throws IOException {
    Path dead = Files.createDirectories(parent.resolve("sluice-etl-999999999999/partition-1"));
    Files.writeString(dead.resolve("run-1.rows"), "left");
    long living = ProcessHandle.current().parent().orElseThrow().pid();
    Path other = Files.createDirectories(parent.resolve("sluice-etl-" + living));
    Path foreign = Files.createDirectories(parent.resolve("sluice-etl-notes"));
    Path own = WorkFolder.create(parent);
    assertThat(own).isEmptyDirectory();
    assertThat(dead.getParent()).doesNotExist();
    assertThat(other).exists();
    assertThat(foreign).exists();
  }
}
