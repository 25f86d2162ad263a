package dev.sluice.core.csv;

import java.util.Arrays;

/** Where the cells of a row lie: in the row itself, or, quoted ones, in a copy without quotes. */
final class CsvCells {
  /** Of a cell in the row, the offset from its start; of a copied one, its complement. */
  private int[] offsets = new int[64];

  private int[] lengths = new int[64];
  private int count;
  private char[] copies = new char[1 << 10];
  private int copied;

  void clear() {
    count = 0;
    copied = 0;
  }

  /** Adds a cell of the row. */
  void add(int from, int to) {
    put(from, to - from);
  }

  /** Adds a cell of what was copied from there on. */
  void addCopied(int from) {
    put(~from, copied - from);
  }

  private void put(int offset, int length) {
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    offsets[count] = offset;
    lengths[count++] = length;
  }

  void copy(char c) {
    if (copied == copies.length) {
      copies = Arrays.copyOf(copies, 2 * copied);
    }
    copies[copied++] = c;
  }

  void dropLast(boolean isToDrop) {
    copied -= isToDrop ? 1 : 0;
  }

  int copiedLength() {
    return copied;
  }

  int count() {
    return count;
  }

  boolean isCopied(int cell) {
    return offsets[cell] < 0;
  }

  int offset(int cell) {
    return isCopied(cell) ? ~offsets[cell] : offsets[cell];
  }

  int length(int cell) {
    return lengths[cell];
  }

  char[] copies() {
    return copies;
  }
}
