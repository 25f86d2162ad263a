package dev.sluice.core.trusted.rows;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Finds the rows of an arena that another one with the same id puts out: the later ones, or those
 * that are not the latest version. Rows are dealt by their ids' hashes into buckets so small that
 * the table of a bucket's ids stays in the processor's cache.
 */
final class DuplicateFinder {
  private static final int BUCKET = 1 << 14;

  private final RowArena arena;
  private final RowOrder order;
  private final boolean hasVersions;
  private long replaced;

  /** High half: the id's hash; low half: the row's number in the arena, plus 1; 0: free. */
  private long[] table = new long[0];

  DuplicateFinder(RowArena arena, RowLayout layout) {
    this.arena = arena;
    order = RowOrder.byId(layout);
    hasVersions = layout.latest() >= 0;
  }

  /** How many of all rows that were found are of an older version than the one that stays. */
  long replaced() {
    return replaced;
  }

  /** All rows but one of each id. The arena's rows are in the order in which they arrived. */
  BitSet find() {
    int shift = 32 - (32 - Integer.numberOfLeadingZeros(arena.count() / BUCKET));
    int[] ends = ends(shift);
    int[] dealt = deal(shift, ends);
    BitSet found = new BitSet();
    int from = 0;
    for (int end : ends) {
      find(dealt, from, end, found);
      from = end;
    }
    return found;
  }

  /** Where each bucket begins when rows are dealt, which moves it to where the bucket ends. */
  private int[] ends(int shift) {
    int[] starts = new int[1 << (32 - shift)];
    for (int row = 0; row < arena.count(); row++) {
      starts[bucket(row, shift)]++;
    }
    int at = 0;
    for (int bucket = 0; bucket < starts.length; bucket++) {
      int size = starts[bucket];
      starts[bucket] = at;
      at += size;
    }
    return starts;
  }

  private int[] deal(int shift, int[] next) {
    int[] dealt = new int[arena.count()];
    for (int row = 0; row < dealt.length; row++) {
      dealt[next[bucket(row, shift)]++] = row;
    }
    return dealt;
  }

  private int bucket(int row, int shift) {
    return (int) ((arena.hash(row) & 0xFFFF_FFFFL) >>> shift);
  }

  private void find(int[] rows, int from, int to, BitSet found) {
    int size = Integer.highestOneBit(Math.max(1, to - from)) * 4;
    if (table.length < size) {
      table = new long[size];
    } else {
      Arrays.fill(table, 0, size, 0);
    }
    for (int i = from; i < to; i++) {
      int out = add(rows[i], size - 1);
      if (out >= 0) {
        found.set(out);
      }
    }
  }

  /** The row that is out, if another one with that id is there; or -1. */
  private int add(int row, int mask) {
    int hash = arena.hash(row);
    int at = hash & mask;
    while (table[at] != 0) {
      int other = (int) table[at] - 1;
      if ((int) (table[at] >>> 32) == hash && isSame(other, row)) {
        int version = compareVersions(row, other);
        int out = version < 0 ? row : other;
        if (hasVersions) {
          count(out, version < 0 ? other : row, version == 0);
        }
        if (out == other) {
          table[at] = ((long) hash << 32) | (row + 1);
        }
        return out;
      }
      at = (at + 1) & mask;
    }
    table[at] = ((long) hash << 32) | (row + 1);
    return -1;
  }

  /**
   * Rows of one version are counted in the one that stays, as a later version may still put it out:
   * then all of them are replaced.
   */
  private void count(int out, int staying, boolean isSameVersion) {
    int counted = 1 + RowLayout.getInt(arena.bytes(), arena.start(out) + RowLayout.COPIES);
    if (isSameVersion) {
      int at = arena.start(staying) + RowLayout.COPIES;
      RowLayout.INTS.set(arena.bytes(), at, counted + RowLayout.getInt(arena.bytes(), at));
    } else {
      replaced += counted;
    }
  }

  private int compareVersions(int row, int before) {
    return order.compareVersions(
        arena.bytes(), arena.start(row), arena.bytes(), arena.start(before));
  }

  private boolean isSame(int a, int b) {
    return order.sameId(arena.bytes(), arena.start(a), arena.bytes(), arena.start(b));
  }
}
