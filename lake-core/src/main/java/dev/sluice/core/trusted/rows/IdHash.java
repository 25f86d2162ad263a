package dev.sluice.core.trusted.rows;

/** The hash of a row's id: 64 bits, so that different ids hardly ever share one. */
final class IdHash {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final RowLayout layout;
  private final int[] keys;
  private final int[] slots;
  private final boolean[] isText;

  IdHash(RowLayout layout) {
    this.layout = layout;
    keys = layout.keys();
    slots = new int[keys.length];
    isText = new boolean[keys.length];
    for (int i = 0; i < keys.length; i++) {
      slots[i] = layout.slot(keys[i]);
      isText[i] = layout.isText(keys[i]);
    }
  }

  long of(byte[] row) {
    long hash = of(row, 0);
    for (int i = 1; i < slots.length; i++) {
      hash = mix((Long.rotateLeft(hash, 29) ^ of(row, i)) * MIX);
    }
    return hash;
  }

  private long of(byte[] row, int key) {
    if (layout.isContent() && RowLayout.isNull(row, 0, keys[key])) {
      return MIX;
    }
    if (!isText[key]) {
      return mix(layout.keyBits(row, 0, keys[key]) * MIX);
    }
    long value = RowLayout.getLong(row, slots[key]);
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
