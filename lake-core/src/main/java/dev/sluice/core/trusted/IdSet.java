package dev.sluice.core.trusted;

import java.util.Arrays;

/** The ids of an arena's rows: an open hash table of row numbers, exact by comparing the ids. */
final class IdSet {
  private final RowArena arena;
  private final RowOrder order;
  private final IdHash hash;

  /** High half: the id's hash; low half: the row's number in the arena, plus 1; 0: free. */
  private long[] table = new long[1 << 12];

  private int size;

  IdSet(RowLayout layout, RowArena arena, RowOrder order) {
    this.arena = arena;
    this.order = order;
    hash = new IdHash(layout);
  }

  /**
   * Adds the row's id as that of the row that the arena takes next, and notes its hash in the row.
   * False: it is there already.
   */
  boolean add(byte[] row) {
    long id = hash.of(row);
    RowLayout.LONGS.set(row, RowLayout.HASH, id);
    int shortHash = (int) (id >>> 32 ^ id);
    int mask = table.length - 1;
    int at = shortHash & mask;
    while (table[at] != 0) {
      if ((int) (table[at] >>> 32) == shortHash
          && order.sameId(arena.bytes(), arena.start((int) table[at] - 1), row, 0)) {
        return false;
      }
      at = (at + 1) & mask;
    }
    table[at] = ((long) shortHash << 32) | (arena.count() + 1);
    if (++size * 2 > table.length) {
      grow();
    }
    return true;
  }

  void clear() {
    Arrays.fill(table, 0);
    size = 0;
  }

  private void grow() {
    long[] old = table;
    table = new long[old.length * 2];
    int mask = table.length - 1;
    for (long entry : old) {
      if (entry != 0) {
        int at = (int) (entry >>> 32) & mask;
        while (table[at] != 0) {
          at = (at + 1) & mask;
        }
        table[at] = entry;
      }
    }
  }
}
