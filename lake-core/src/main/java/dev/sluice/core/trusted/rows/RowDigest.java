package dev.sluice.core.trusted.rows;

import dev.sluice.core.trusted.PackedRowReader;

/**
 * 128 bits of the values in all columns of a row, by which copies of a row are known without the
 * row itself: rows with other values hardly ever have the same. Copies of a record have the same in
 * every engine. Not thread-safe.
 */
public final class RowDigest {
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final long OTHER_MIX = 0xC2B2AE3D27D4EB4FL;

  private final RowLayout layout;
  private long high;
  private long low;

  public RowDigest(RowLayout layout) {
    this.layout = layout;
  }

  /** Takes a row as {@link RowBuilder} and {@link PackedRowReader} give it. */
  public RowDigest read(byte[] row) {
    high = MIX;
    low = OTHER_MIX;
    for (int column = 0; column < layout.columnCount(); column++) {
      boolean isNull = RowLayout.isNull(row, 0, column);
      add(isNull ? column : ~column);
      if (!isNull) {
        long value = RowLayout.getLong(row, layout.slot(column));
        if (layout.isText(column)) {
          addText(row, (int) (value >>> 32), (int) value);
        } else {
          add(value);
        }
      }
    }
    return this;
  }

  private void addText(byte[] row, int start, int length) {
    add(length);
    int at = start;
    int left = length;
    for (; left >= Long.BYTES; at += Long.BYTES, left -= Long.BYTES) {
      add(RowLayout.getLong(row, at));
    }
    long rest = 0;
    for (; left > 0; at++, left--) {
      rest = rest << Byte.SIZE | row[at] & 0xFF;
    }
    add(rest);
  }

  private void add(long value) {
    high = mix(high ^ value * MIX, MIX);
    low = mix(low + value, OTHER_MIX);
  }

  private static long mix(long hash, long by) {
    long product = (hash ^ hash >>> 32) * by;
    return product ^ product >>> 29;
  }

  public long high() {
    return high;
  }

  public long low() {
    return low;
  }
}
