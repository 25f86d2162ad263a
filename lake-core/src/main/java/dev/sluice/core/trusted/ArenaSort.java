package dev.sluice.core.trusted;

/** A merge sort of rows by their starts, which leaves in place what is in order already. */
final class ArenaSort {
  private static final int INSERTION_SORT = 12;

  private final RowOrder order;
  private final byte[] bytes;
  private final int count;

  /** The rows, and beside each its {@link RowOrder#prefix}. */
  private final int[] starts;

  private final long[] prefixes;
  private final int[] spareStarts;
  private final long[] sparePrefixes;

  ArenaSort(RowOrder order, byte[] bytes, int[] starts, int count) {
    this.order = order;
    this.bytes = bytes;
    this.starts = starts;
    this.count = count;
    prefixes = new long[count];
    for (int i = 0; i < count; i++) {
      prefixes[i] = order.prefix(bytes, starts[i]);
    }
    spareStarts = new int[count / 2 + 1];
    sparePrefixes = new long[count / 2 + 1];
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
    if (isAfter(prefixes[middle - 1], starts[middle - 1], prefixes[middle], starts[middle])) {
      merge(from, middle, to);
    }
  }

  private boolean isAfter(long leftPrefix, int left, long rightPrefix, int right) {
    return leftPrefix == rightPrefix
        ? order.compare(bytes, left, bytes, right) > 0
        : leftPrefix > rightPrefix;
  }

  private void insertionSort(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int row = starts[i];
      long prefix = prefixes[i];
      int j = i;
      while (j > from && isAfter(prefixes[j - 1], starts[j - 1], prefix, row)) {
        starts[j] = starts[j - 1];
        prefixes[j] = prefixes[j - 1];
        j--;
      }
      starts[j] = row;
      prefixes[j] = prefix;
    }
  }

  private void merge(int from, int middle, int to) {
    int length = middle - from;
    System.arraycopy(starts, from, spareStarts, 0, length);
    System.arraycopy(prefixes, from, sparePrefixes, 0, length);
    int left = 0;
    int right = middle;
    int at = from;
    while (left < length && right < to) {
      if (isAfter(sparePrefixes[left], spareStarts[left], prefixes[right], starts[right])) {
        prefixes[at] = prefixes[right];
        starts[at++] = starts[right++];
      } else {
        prefixes[at] = sparePrefixes[left];
        starts[at++] = spareStarts[left++];
      }
    }
    System.arraycopy(spareStarts, left, starts, at, length - left);
    System.arraycopy(sparePrefixes, left, prefixes, at, length - left);
  }
}
