package dev.sluice.core.trusted.rows;

import java.util.Arrays;
import java.util.BitSet;

/** Rows in memory: one growing array of bytes, and where in it each row starts. */
final class RowArena {
  private final long limit;
  private byte[] bytes;
  private int end;
  private int[] starts = new int[1024];
  private int[] hashes = new int[1024];
  private int count;

  /** With memory of its own. */
  RowArena(long limit) {
    this(limit, new RowMemory().take());
  }

  /**
   * @param limit bytes from which on it is full, at most 1 GiB
   * @param first where rows are until they need more
   */
  RowArena(long limit, byte[] first) {
    this.limit = Math.min(limit, 1 << 30);
    this.bytes = first;
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
      hashes = Arrays.copyOf(hashes, count * 2);
    }
    System.arraycopy(row, offset, bytes, end, length);
    long hash = RowLayout.getLong(row, offset + RowLayout.HASH);
    hashes[count] = (int) (hash >>> 32 ^ hash);
    starts[count++] = end;
    end += length;
  }

  /** Removes rows, in whose place the later ones move. To be called before it is sorted. */
  void remove(BitSet rows) {
    int first = rows.nextSetBit(0);
    if (first < 0) {
      return;
    }
    int to = first;
    end = starts[first];
    for (int row = first; row < count; row++) {
      if (!rows.get(row)) {
        int length = RowLayout.getInt(bytes, starts[row] + RowLayout.LENGTH);
        System.arraycopy(bytes, starts[row], bytes, end, length);
        hashes[to] = hashes[row];
        starts[to++] = end;
        end += length;
      }
    }
    count = to;
  }

  int count() {
    return count;
  }

  byte[] bytes() {
    return bytes;
  }

  /** A hash of the row's id. To be asked before it is sorted. */
  int hash(int row) {
    return hashes[row];
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
}
