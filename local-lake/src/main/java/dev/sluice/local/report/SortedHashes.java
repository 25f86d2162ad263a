package dev.sluice.local.report;

import java.io.Closeable;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Hashes of 64 bits. Some are in memory, as many as it may have; the others lie in a file, in runs
 * of that size, each sorted. The file is deleted when this is closed.
 */
final class SortedHashes implements Closeable {
  private static final int FIRST = 1 << 10;

  private final int most;
  private final List<LongBuffer> runs = new ArrayList<>();
  private long[] latest;
  private int size;
  private FileChannel file;

  /**
   * @param most how many are in memory at most
   */
  SortedHashes(int most) {
    this.most = most;
    latest = new long[Math.min(FIRST, most)];
  }

  /** Adds one; not after something was asked for. */
  void add(long hash) throws IOException {
    if (size == most) {
      spill();
    } else if (size == latest.length) {
      latest = Arrays.copyOf(latest, Math.min(most, 2 * size));
    }
    latest[size++] = hash;
  }

  private void spill() throws IOException {
    if (file == null) {
      Path path = Files.createTempFile("sluice-hashes-", ".tmp");
      file =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    }
    Arrays.sort(latest, 0, size);
    long bytes = (long) size * Long.BYTES;
    LongBuffer run = file.map(MapMode.READ_WRITE, runs.size() * bytes, bytes).asLongBuffer();
    runs.add(run.put(latest, 0, size).flip());
    size = 0;
  }

  /** All runs, that in memory too. */
  private List<LongBuffer> sorted() {
    if (size > 0) {
      Arrays.sort(latest, 0, size);
      runs.add(LongBuffer.wrap(latest, 0, size).slice());
      size = 0;
    }
    return runs;
  }

  /** How many were added that had been added before. */
  long repeated() {
    PriorityQueue<LongBuffer> least =
        new PriorityQueue<>(Comparator.comparingLong(run -> run.get(run.position())));
    sorted().forEach(run -> least.add(run.duplicate()));
    long repeated = 0;
    boolean isFirst = true;
    for (long before = 0; !least.isEmpty(); isFirst = false) {
      LongBuffer run = least.remove();
      long next = run.get();
      repeated += !isFirst && next == before ? 1 : 0;
      before = next;
      if (run.hasRemaining()) {
        least.add(run);
      }
    }
    return repeated;
  }

  boolean contains(long hash) {
    return sorted().stream().anyMatch(run -> contains(run, hash));
  }

  private static boolean contains(LongBuffer run, long hash) {
    int low = 0;
    int high = run.limit() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int compared = Long.compare(run.get(middle), hash);
      if (compared == 0) {
        return true;
      }
      low = compared < 0 ? middle + 1 : low;
      high = compared < 0 ? high : middle - 1;
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
