package dev.sluice.core.trusted.rows;

/**
 * The first 16 bytes of a row's values in an order, written so that they order rows as {@link
 * RowOrder#compare} does: rows whose keys differ need not be looked at, which lie far apart in
 * memory. Rows with equal keys are to be compared.
 *
 * <p>A number takes 8 bytes; a text its UTF-8, each byte raised by one, and a 0; before a value
 * that may be null stands 1, or 0 in its place. Reused from row to row.
 */
final class SortKey implements Comparable<SortKey> {
  private static final int BYTES = 16;
  private static final long RAISED = 0x0101_0101_0101_0101L;

  private final RowLayout layout;
  private final int[] columns;
  private final boolean[] isNullable;
  private long high;
  private long low;
  private int used;

  SortKey(RowLayout layout, int[] columns) {
    this.layout = layout;
    this.columns = columns;
    isNullable = new boolean[columns.length];
    for (int i = 0; i < columns.length; i++) {
      isNullable[i] = !layout.isKey(columns[i]) && !layout.column(columns[i]).required();
    }
  }

  /** The first 8 bytes, as a number that orders keys. */
  long high() {
    return high ^ Long.MIN_VALUE;
  }

  /** The other 8 bytes. */
  long low() {
    return low ^ Long.MIN_VALUE;
  }

  /** Makes the key of a row. */
  void read(byte[] bytes, int row) {
    high = 0;
    low = 0;
    used = 0;
    for (int i = 0; i < columns.length && used < BYTES; i++) {
      if (isNullable[i]) {
        boolean isNull = RowLayout.isNull(bytes, row, columns[i]);
        append(isNull ? 0 : 1L << 56, 1);
        if (isNull) {
          continue;
        }
      }
      appendValue(columns[i], bytes, row);
    }
  }

  @Override
  public int compareTo(SortKey other) {
    return high == other.high
        ? Long.compareUnsigned(low, other.low)
        : Long.compareUnsigned(high, other.high);
  }

  private void appendValue(int column, byte[] bytes, int row) {
    long value = RowLayout.getLong(bytes, row + layout.slot(column));
    switch (layout.type(column)) {
      case STRING -> appendText(bytes, row + (int) (value >>> 32), (int) value);
      case DOUBLE -> append(sortable(Double.longBitsToDouble(value)) ^ Long.MIN_VALUE, 8);
      case FLOAT -> append(sortable(Float.intBitsToFloat((int) value)) ^ Long.MIN_VALUE, 8);
      case DECIMAL, BINARY -> {
        if (layout.isText(column)) {
          appendBytes(bytes, row + (int) (value >>> 32), (int) value);
        } else {
          append(value ^ Long.MIN_VALUE, 8);
        }
      }
      default -> append(value ^ Long.MIN_VALUE, 8);
    }
  }

  /** As many as there is room for, and nothing behind them: any byte may be in them. */
  private void appendBytes(byte[] bytes, int offset, int length) {
    for (int at = 0; at < length && used < BYTES; at += 8) {
      int taken = Math.min(8, length - at);
      append(word(bytes, offset + at, taken) & -1L << (64 - 8 * taken), taken);
    }
    used = BYTES;
  }

  private void appendText(byte[] bytes, int offset, int length) {
    for (int at = 0; at < length && used < BYTES; at += 8) {
      int taken = Math.min(8, length - at);
      long mask = -1L << (64 - 8 * taken);
      append((word(bytes, offset + at, taken) & mask) + (RAISED & mask), taken);
    }
    used++;
  }

  private static long word(byte[] bytes, int at, int length) {
    if (at + 8 <= bytes.length) {
      return (long) RowLayout.BIG_ENDIAN.get(bytes, at);
    }
    long word = 0;
    for (int i = 0; i < length; i++) {
      word |= (bytes[at + i] & 0xFFL) << (56 - 8 * i);
    }
    return word;
  }

  /** Appends that many bytes, the first ones of the word. */
  private void append(long word, int length) {
    if (used < 8) {
      high |= word >>> (8 * used);
      if (used + length > 8) {
        low |= word << (8 * (8 - used));
      }
    } else if (used < BYTES) {
      low |= word >>> (8 * (used - 8));
    }
    used += length;
  }

  /** The order of {@link Double#compare} as that of integers. */
  private static long sortable(double value) {
    long bits = Double.doubleToRawLongBits(value);
    return bits ^ (bits >> 63 & Long.MAX_VALUE);
  }
}
