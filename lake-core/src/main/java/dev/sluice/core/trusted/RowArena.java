package dev.sluice.core.trusted;

import java.util.Arrays;

/** Rows in memory: one growing array of bytes, and where in it each row starts. */
final class RowArena {
  private static final int INSERTION_SORT = 12;

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
    int[] spare = new int[count];
    sort(order, spare, 0, count);
  }

  private void sort(RowOrder order, int[] spare, int from, int to) {
    if (to - from <= INSERTION_SORT) {
      insertionSort(order, from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(order, spare, from, middle);
    sort(order, spare, middle, to);
    if (order.compare(bytes, starts[middle - 1], bytes, starts[middle]) > 0) {
      merge(order, spare, from, to);
    }
  }

  private void insertionSort(RowOrder order, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int row = starts[i];
      int j = i;
      while (j > from && order.compare(bytes, starts[j - 1], bytes, row) > 0) {
        starts[j] = starts[j - 1];
        j--;
      }
      starts[j] = row;
    }
  }

  private void merge(RowOrder order, int[] spare, int from, int to) {
    int middle = (from + to) >>> 1;
    System.arraycopy(starts, from, spare, from, middle - from);
    int left = from;
    int right = middle;
    int at = from;
    while (left < middle && right < to) {
      boolean takeLeft = order.compare(bytes, spare[left], bytes, starts[right]) <= 0;
      starts[at++] = takeLeft ? spare[left++] : starts[right++];
    }
    System.arraycopy(spare, left, starts, at, middle - left);
  }
}
