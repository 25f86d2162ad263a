package dev.sluice.bench;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.stream.Stream;

/** Drops what it is given; when asked to, it looks how much heap is alive at every 50th put. */
final class MeasuringStore implements ObjectStore {
  private static final int EVERY = 50;

  private boolean measures;
  private int puts;
  private long bytes;
  private long mostAlive;

  /** Starts to measure; returns the heap alive now. */
  long measureHeap() {
    measures = true;
    puts = 0;
    mostAlive = 0;
    return alive();
  }

  /** The most heap that was alive since {@link #measureHeap}; stops measuring. */
  long mostAlive() {
    measures = false;
    return mostAlive;
  }

  /** Sum of the sizes of all puts. */
  long bytes() {
    return bytes;
  }

  @Override
  public Optional<String> put(PutObject object) throws IOException {
    if (measures && puts++ % EVERY == 0) {
      mostAlive = Math.max(mostAlive, alive());
    }
    bytes += object.content().length();
    return Optional.of("etag");
  }

  private static long alive() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Override
  public Optional<StoredObject> get(String key) {
    return Optional.empty();
  }

  @Override
  public Optional<ObjectInfo> head(String key) {
    return Optional.empty();
  }

  @Override
  public Optional<String> copy(String from, String etag, String to) {
    throw new UnsupportedOperationException("A batch writer copies nothing, not even " + from);
  }

  @Override
  public Stream<ObjectInfo> list(String prefix) {
    return Stream.empty();
  }

  @Override
  public void delete(String key) {
    throw new UnsupportedOperationException("A batch writer deletes nothing, not even " + key);
  }
}
