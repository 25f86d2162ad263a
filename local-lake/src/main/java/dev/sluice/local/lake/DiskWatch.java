package dev.sluice.local.lake;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks now and then, in real time, whether the lake's disk is full. */
final class DiskWatch implements AutoCloseable {
  private static final long LEAST_BYTES = 1 << 19;
  private static final int PERIOD_MILLIS = 500;

  private final FileStore disk;
  private final LakeTrouble trouble;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          body -> {
            Thread daemon = new Thread(body, "disk-watch");
            daemon.setDaemon(true);
            return daemon;
          });

  private DiskWatch(FileStore disk, LakeTrouble trouble) {
    this.disk = disk;
    this.trouble = trouble;
  }

  static DiskWatch start(Path directory, LakeTrouble trouble) throws IOException {
    DiskWatch watch = new DiskWatch(Files.getFileStore(directory), trouble);
    watch.thread.scheduleWithFixedDelay(
        watch::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return watch;
  }

  private void look() {
    try {
      if (disk.getUsableSpace() < LEAST_BYTES) {
        trouble.diskIsFull();
      } else {
        trouble.diskHasRoom();
      }
    } catch (IOException e) {
      trouble.report("The free space of the lake's disk is not known: " + e.getMessage());
      thread.shutdown();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
