package dev.sluice.parquet;

import java.util.Arrays;

/** Texts of a column by the places at which they came first. */
final class TextDictionary {
  private static final int MIX = 0x9E3779B9;

  /** Places plus 1; 0: free. At most a quarter of them are taken. */
  private int[] table = new int[1 << 9];

  private int[] hashes = new int[1 << 7];

  /** Where each text ends, and so the next one begins. */
  private int[] ends = new int[1 << 7];

  private byte[] bytes = new byte[1 << 10];
  private int count;
  private int last = Probes.NO_PLACE;

  /** Leaves as many bits of a hash as a place in the table has: the upper ones are mixed best. */
  private int shift = Integer.SIZE - 9;

  /** The text's place, which is the next one if it is new; or {@link Probes#NO_PLACE}. */
  int idOf(byte[] text, int offset, int length) {
    if (last == Probes.NO_PLACE || !isAt(last, text, offset, length)) {
      last = find(text, offset, length);
    }
    return last;
  }

  private int find(byte[] text, int offset, int length) {
    int hash = hash(text, offset, length);
    int probes = 0;
    int mask = table.length - 1;
    int at = hash >>> shift;
    for (int entry = table[at]; entry != 0; entry = table[at]) {
      if (hashes[entry - 1] == hash && isAt(entry - 1, text, offset, length)) {
        return entry - 1;
      }
      if (++probes > Probes.MOST) {
        return Probes.NO_PLACE;
      }
      at = at + 1 & mask;
    }
    table[at] = count + 1;
    add(hash, text, offset, length);
    return count - 1;
  }

  private static int hash(byte[] text, int offset, int length) {
    int hash = length;
    for (int at = offset; at < offset + length; at++) {
      hash = 31 * hash + text[at];
    }
    return hash * MIX;
  }

  private boolean isAt(int id, byte[] text, int offset, int length) {
    int start = start(id);
    return ends[id] - start == length
        && Arrays.equals(bytes, start, ends[id], text, offset, offset + length);
  }

  private void add(int hash, byte[] text, int offset, int length) {
    int start = byteCount();
    if (start + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(start + length, 2 * bytes.length));
    }
    System.arraycopy(text, offset, bytes, start, length);
    hashes[count] = hash;
    ends[count] = start + length;
    if (++count == hashes.length) {
      grow();
    }
  }

  private void grow() {
    hashes = Arrays.copyOf(hashes, 2 * count);
    ends = Arrays.copyOf(ends, 2 * count);
    table = new int[2 * table.length];
    shift--;
    int mask = table.length - 1;
    for (int i = 0; i < count; i++) {
      int at = hashes[i] >>> shift;
      while (table[at] != 0) {
        at = at + 1 & mask;
      }
      table[at] = i + 1;
    }
  }

  /** Where the text lies in {@link #bytes}. */
  int start(int id) {
    return id == 0 ? 0 : ends[id - 1];
  }

  int end(int id) {
    return ends[id];
  }

  byte[] bytes() {
    return bytes;
  }

  int count() {
    return count;
  }

  /** How long all texts are together. */
  int byteCount() {
    return count == 0 ? 0 : ends[count - 1];
  }
}
