package dev.sluice.core.csv;

import java.util.Arrays;
import java.util.BitSet;

/** Where the cells of a row lie: in the row itself, or, if they differ from it, in a copy. */
final class CsvCells {
  /** Of a cell in the row, the offset from its start; of a copied one, its complement. */
  private int[] offsets = new int[64];

  private int[] lengths = new int[64];
  private int count;
  private char[] copies = new char[1 << 10];
  private int copied;
  private final BitSet escaped = new BitSet();
  private boolean hasEscaped;

  void clear() {
    count = 0;
    copied = 0;
    if (hasEscaped) {
      escaped.clear();
      hasEscaped = false;
    }
  }

  /** Adds a cell of the row. */
  void add(int from, int to) {
    put(from, to - from);
  }

  /**
   * Adds a cell of what was copied from there on.
   *
   * @param isEscaped whether a character of it was escaped
   */
  void addCopied(int from, boolean isEscaped) {
    if (isEscaped) {
      escaped.set(count);
      hasEscaped = true;
    }
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

  void copy(char[] chars, int from, int to) {
    int length = to - from;
    if (copied + length > copies.length) {
      copies = Arrays.copyOf(copies, Math.max(2 * copies.length, copied + length));
    }
    System.arraycopy(chars, from, copies, copied, length);
    copied += length;
  }

  /** Adds a part of the row, each escape of it replaced by the character behind. */
  void addEscaped(char[] row, int from, int to, char escape) {
    int begin = copied;
    int piece = from;
    for (int i = from; i < to; i++) {
      if (row[i] == escape) {
        copy(row, piece, i);
        piece = ++i;
      }
    }
    copy(row, piece, to);
    addCopied(begin, true);
  }

  /** Whether a cell that lies in the row has that character. */
  boolean hasInside(char[] row, int start, char wanted) {
    for (int cell = 0; cell < count; cell++) {
      for (int i = 0; !isCopied(cell) && i < lengths[cell]; i++) {
        if (row[start + offsets[cell] + i] == wanted) {
          return true;
        }
      }
    }
    return false;
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

  boolean isEscaped(int cell) {
    return hasEscaped && escaped.get(cell);
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
