package dev.sluice.core.trusted;

import dev.sluice.core.pipeline.FieldType;
import java.util.Arrays;

/** The ids of an arena's rows: an open hash table of row numbers, exact by comparing the ids. */
final class IdSet {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final RowArena arena;
  private final RowOrder order;
  private final int slot;
  private final boolean isText;

  /** High half: the id's hash; low half: the row's number in the arena, plus 1; 0: free. */
  private long[] table = new long[1 << 12];

  private int size;

  IdSet(RowLayout layout, RowArena arena, RowOrder order) {
    this.arena = arena;
    this.order = order;
    slot = layout.slot(layout.dedupe());
    isText = layout.type(layout.dedupe()) == FieldType.STRING;
  }

  /**
   * Adds the row's id as that of the row that the arena takes next, and notes its hash in the row.
   * False: it is there already.
   */
  boolean add(byte[] row) {
    long id = hash(row);
    RowLayout.LONGS.set(row, RowLayout.HASH, id);
    int hash = (int) (id >>> 32 ^ id);
    int mask = table.length - 1;
    int at = hash & mask;
    while (table[at] != 0) {
      if ((int) (table[at] >>> 32) == hash
          && order.sameId(arena.bytes(), arena.start((int) table[at] - 1), row, 0)) {
        return false;
      }
      at = (at + 1) & mask;
    }
    table[at] = ((long) hash << 32) | (arena.count() + 1);
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

  private long hash(byte[] row) {
    long value = RowLayout.getLong(row, slot);
    if (!isText) {
      return mix(value * MIX);
    }
    int at = (int) (value >>> 32);
    int length = (int) value;
    long hash = length * MIX;
    for (; length >= 8; at += 8, length -= 8) {
      hash = Long.rotateLeft((hash ^ RowLayout.getLong(row, at)) * MIX, 29);
    }
    for (; length > 0; at++, length--) {
      hash = Long.rotateLeft((hash ^ row[at]) * MIX, 29);
    }
    return mix(hash * MIX);
  }

  private static long mix(long hash) {
    return (hash ^ hash >>> 32) * MIX;
  }
}
