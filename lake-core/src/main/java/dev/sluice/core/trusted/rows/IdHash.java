package dev.sluice.core.trusted.rows;

import dev.sluice.core.pipeline.FieldType;

/** The hash of a row's id: 64 bits, so that different ids hardly ever share one. */
final class IdHash {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final int slot;
  private final boolean isText;

  IdHash(RowLayout layout) {
    slot = layout.slot(layout.dedupe());
    isText = layout.type(layout.dedupe()) == FieldType.STRING;
  }

  long of(byte[] row) {
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
