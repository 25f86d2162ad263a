package dev.sluice.core.trusted.rows;

/** A merge sort of rows by their starts, which leaves in place what is in order already. */
final class ArenaSort {
  private static final int INSERTION_SORT = 12;

  private final RowOrder order;
  private final byte[] bytes;
  private final int count;

  /** The rows, and beside each its {@link SortKey}. */
  private final int[] starts;

  private final long[] highs;
  private final long[] lows;
  private final int[] spareStarts;
  private final long[] spareHighs;
  private final long[] spareLows;

  ArenaSort(RowOrder order, byte[] bytes, int[] starts, int count) {
    this.order = order;
    this.bytes = bytes;
    this.starts = starts;
    this.count = count;
    highs = new long[count];
    lows = new long[count];
    SortKey key = order.key();
    for (int i = 0; i < count; i++) {
      key.read(bytes, starts[i]);
      highs[i] = key.high();
      lows[i] = key.low();
    }
    spareStarts = new int[count / 2 + 1];
    spareHighs = new long[count / 2 + 1];
    spareLows = new long[count / 2 + 1];
  }

  void sort() {
    sort(0, count);
  }

  private void sort(int from, int to) {
    if (to - from <= INSERTION_SORT) {
      insertionSort(from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(from, middle);
    sort(middle, to);
    if (isAfter(highs[middle - 1], lows[middle - 1], starts[middle - 1], middle)) {
      merge(from, middle, to);
    }
  }

  /** Whether a row comes after the one at that place. */
  private boolean isAfter(long high, long low, int row, int place) {
    if (high != highs[place]) {
      return high > highs[place];
    }
    if (low != lows[place]) {
      return low > lows[place];
    }
    return order.compare(bytes, row, bytes, starts[place]) > 0;
  }

  private void insertionSort(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int row = starts[i];
      long high = highs[i];
      long low = lows[i];
      int j = i;
      while (j > from && !isAfter(high, low, row, j - 1)) {
        move(j - 1, j);
        j--;
      }
      starts[j] = row;
      highs[j] = high;
      lows[j] = low;
    }
  }

  private void move(int from, int to) {
    starts[to] = starts[from];
    highs[to] = highs[from];
    lows[to] = lows[from];
  }

  private void merge(int from, int middle, int to) {
    int length = middle - from;
    System.arraycopy(starts, from, spareStarts, 0, length);
    System.arraycopy(highs, from, spareHighs, 0, length);
    System.arraycopy(lows, from, spareLows, 0, length);
    int left = 0;
    int right = middle;
    int at = from;
    while (left < length && right < to) {
      if (isAfter(spareHighs[left], spareLows[left], spareStarts[left], right)) {
        move(right++, at++);
      } else {
        starts[at] = spareStarts[left];
        highs[at] = spareHighs[left];
        lows[at++] = spareLows[left++];
      }
    }
    System.arraycopy(spareStarts, left, starts, at, length - left);
    System.arraycopy(spareHighs, left, highs, at, length - left);
    System.arraycopy(spareLows, left, lows, at, length - left);
  }
}
