package dev.sluice.core.trusted;

import java.util.Arrays;

/** Rows in memory: one growing array of bytes, and where in it each row starts. */
final class RowArena {
  private final long limit;
  private byte[] bytes = new byte[1 << 16];
  private int end;
  private int[] starts = new int[1024];
  private int count;

  /**
   * @param limit bytes from which on it is full, at most 1 GiB
   */
  RowArena(long limit) {
    this.limit = Math.min(limit, 1 << 30);
  }

  /** Whether a row of that length finds no place; an empty arena takes any row. */
  boolean isFullFor(int length) {
    return count > 0 && end + (long) length > limit;
  }

  void add(byte[] row, int offset, int length) {
    if (end + length > bytes.length) {
      long roomy = Math.min(Math.max(limit, end + (long) length), bytes.length * 2L);
      bytes = Arrays.copyOf(bytes, (int) Math.max(roomy, end + (long) length));
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
    }
    System.arraycopy(row, offset, bytes, end, length);
    starts[count++] = end;
    end += length;
  }

  int count() {
    return count;
  }

  byte[] bytes() {
    return bytes;
  }

  int start(int row) {
    return starts[row];
  }

  void clear() {
    end = 0;
    count = 0;
  }

  /** Sorts the rows; takes linear time for rows that are in order already. */
  void sort(RowOrder order) {
    new ArenaSort(order, bytes, starts, count).sort();
  }

  /** The starts of the rows in another order; the arena keeps its own. */
  int[] startsIn(RowOrder order) {
    int[] sorted = Arrays.copyOf(starts, count);
    new ArenaSort(order, bytes, sorted, count).sort();
    return sorted;
  }
}
