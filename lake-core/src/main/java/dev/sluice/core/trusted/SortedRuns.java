package dev.sluice.core.trusted;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorted runs of rows in files of a folder, and their merge. At most {@value #MOST_RUNS} files are
 * open at once: further ones are merged first.
 */
final class SortedRuns implements Closeable {
  private static final int MOST_RUNS = 64;
  private static final int BUFFER = 1 << 17;

  /** Takes rows one by one; the bytes are valid during the call. */
  interface RowConsumer {
    void accept(byte[] bytes, int start) throws IOException;
  }

  private final Path folder;
  private final RowOrder order;
  private final List<Path> runs = new ArrayList<>();

  SortedRuns(Path folder, RowOrder order) {
    this.folder = folder;
    this.order = order;
  }

  /** Sorts the arena's rows into a new run and empties the arena. */
  void spill(RowArena arena) throws IOException {
    if (runs.size() == MOST_RUNS) {
      mergeIntoOne();
    }
    arena.sort(order);
    try (OutputStream out = newRun()) {
      for (int row = 0; row < arena.count(); row++) {
        write(out, arena.bytes(), arena.start(row));
      }
    }
    arena.clear();
  }

  private void mergeIntoOne() throws IOException {
    List<Path> merged = List.copyOf(runs);
    try (OutputStream out = newRun()) {
      merge(merged, (bytes, start) -> write(out, bytes, start));
    }
    for (Path run : merged) {
      Files.delete(run);
    }
    runs.removeAll(merged);
  }

  private OutputStream newRun() throws IOException {
    Path run = Files.createTempFile(folder, "run-", ".rows");
    runs.add(run);
    return new BufferedOutputStream(Files.newOutputStream(run), BUFFER);
  }

  private static void write(OutputStream out, byte[] bytes, int start) throws IOException {
    out.write(bytes, start, RowLayout.getInt(bytes, start + RowLayout.LENGTH));
  }

  /** Gives all rows in order. */
  void merge(RowConsumer consumer) throws IOException {
    merge(runs, consumer);
  }

  private void merge(List<Path> files, RowConsumer consumer) throws IOException {
    List<Cursor> opened = new ArrayList<>();
    try {
      PriorityQueue<Cursor> next = new PriorityQueue<>((a, b) -> order.compare(a.row, 0, b.row, 0));
      for (Path file : files) {
        Cursor cursor = new Cursor(file);
        opened.add(cursor);
        if (cursor.advance()) {
          next.add(cursor);
        }
      }
      while (!next.isEmpty()) {
        Cursor first = next.poll();
        consumer.accept(first.row, 0);
        if (first.advance()) {
          next.add(first);
        }
      }
    } finally {
      for (Cursor cursor : opened) {
        cursor.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Path run : runs) {
      Files.deleteIfExists(run);
    }
    runs.clear();
  }

  /** Reads a run row by row. */
  private static final class Cursor implements Closeable {
    private final DataInputStream in;
    private byte[] row = new byte[256];

    Cursor(Path file) throws IOException {
      in = new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(file), BUFFER));
    }

    boolean advance() throws IOException {
      if (in.readNBytes(row, 0, 4) < 4) {
        return false;
      }
      int length = RowLayout.getInt(row, 0);
      if (length > row.length) {
        row = java.util.Arrays.copyOf(row, length * 2);
      }
      in.readFully(row, 4, length - 4);
      return true;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
