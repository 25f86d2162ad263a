package dev.sluice.core.trusted.rows;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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
    arena.sort(order);
    if (runs.size() == MOST_RUNS) {
      mergeIntoOne();
    }
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
      // In order of their rows: the first one's is next.
      List<Cursor> next = new ArrayList<>();
      for (Path file : files) {
        Cursor cursor = new Cursor(file, order);
        opened.add(cursor);
        if (cursor.advance()) {
          insert(cursor, next, 0);
        }
      }
      while (!next.isEmpty()) {
        Cursor first = next.get(0);
        consumer.accept(first.buffer, first.start);
        if (!first.advance()) {
          next.remove(0);
        } else if (next.size() > 1 && first.compareTo(next.get(1)) > 0) {
          next.remove(0);
          insert(first, next, 1);
        }
      }
    } finally {
      for (Cursor cursor : opened) {
        cursor.close();
      }
    }
  }

  private static void insert(Cursor cursor, List<Cursor> next, int from) {
    int place = Collections.binarySearch(next.subList(from, next.size()), cursor);
    next.add(from - place - 1, cursor);
  }

  @Override
  public void close() throws IOException {
    for (Path run : runs) {
      Files.deleteIfExists(run);
    }
    runs.clear();
  }

  /** Reads a run row by row; the row lies in the buffer. */
  private static final class Cursor implements Closeable, Comparable<Cursor> {
    private final InputStream in;
    private final RowOrder order;
    private final SortKey key;
    private byte[] buffer = new byte[BUFFER];
    private int start;
    private int next;
    private int end;

    Cursor(Path file, RowOrder order) throws IOException {
      this.order = order;
      key = order.key();
      in = Files.newInputStream(file);
    }

    boolean advance() throws IOException {
      start = next;
      if (!has(Integer.BYTES)) {
        return false;
      }
      int length = RowLayout.getInt(buffer, start + RowLayout.LENGTH);
      if (!has(length)) {
        throw new EOFException("A run of rows is cut short");
      }
      next = start + length;
      key.read(buffer, start);
      return true;
    }

    @Override
    public int compareTo(Cursor other) {
      int byKey = key.compareTo(other.key);
      return byKey == 0 ? order.compare(buffer, start, other.buffer, other.start) : byKey;
    }

    private boolean has(int length) throws IOException {
      if (end - start >= length) {
        return true;
      }
      byte[] target = length > buffer.length ? new byte[length * 2] : buffer;
      System.arraycopy(buffer, start, target, 0, end - start);
      buffer = target;
      end -= start;
      start = 0;
      end += in.readNBytes(buffer, end, buffer.length - end);
      return end >= length;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
