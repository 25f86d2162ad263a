package dev.sluice.localaws.kinesis.log;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Has segments reach the disk soon after they were written. Until then only the end of the machine
 * can take them, not that of the process.
 */
public final class DiskSync implements AutoCloseable {
  private static final int DELAY_MILLIS = 50;
  private static final int PATIENCE_SECONDS = 10;
  private static final Logger LOG = System.getLogger(DiskSync.class.getName());

  private final Set<Segment> waiting = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1,
          body -> {
            Thread daemon = new Thread(body, "disk-sync");
            daemon.setDaemon(true);
            return daemon;
          });

  /** The segment has been written to. */
  void soon(Segment segment) {
    if (waiting.add(segment)) {
      thread.schedule(() -> sync(segment, false), DELAY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Nothing more is written to the segment. */
  void finish(Segment segment) {
    thread.execute(() -> sync(segment, true));
  }

  private void sync(Segment segment, boolean last) {
    waiting.remove(segment);
    try {
      segment.sync();
      if (last) {
        segment.finish();
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "A stream''s file did not reach the disk: {0}", e.getMessage());
    }
  }

  /** Returns when all has been done. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
