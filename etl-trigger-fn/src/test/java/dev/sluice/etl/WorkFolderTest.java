package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

  @Test
  void functionsThatStartAtOnceDoNotFailOverWhatTheDeadLeft() throws Exception {
    for (int i = 0; i < 100; i++) {
      Path dead = Files.createDirectories(parent.resolve("sluice-etl-" + (900_000_000_000L + i)));
      for (int file = 0; file < 10; file++) {
        Files.writeString(dead.resolve(file + ".rows"), "left");
      }
    }
    ExecutorService starts = Executors.newFixedThreadPool(8);
    try {
      Callable<Void> start =
          () -> {
            WorkFolder.deleteOfTheDead(parent);
            return null;
          };
      for (Future<Void> started : starts.invokeAll(Collections.nCopies(8, start))) {
        started.get();
      }
    } finally {
      starts.shutdownNow();
    }
    assertThat(parent).isEmptyDirectory();
  }
}
