package dev.sluice.core.trusted.rows;

/**
 * A trusted row, as a {@link TableWriter} sees it: a view that is moved from row to row, valid
 * until the next one. Columns are counted from 0 in the table's order. Reading a value that is null
 * gives no exception but nonsense: ask {@link #isNull} first.
 */
public final class Row {
  private final RowLayout layout;
  private byte[] bytes;
  private int start;

  public Row(RowLayout layout) {
    this.layout = layout;
  }

  /** Moves the view. */
  public Row at(byte[] newBytes, int newStart) {
    bytes = newBytes;
    start = newStart;
    return this;
  }

  public boolean isNull(int column) {
    return RowLayout.isNull(bytes, start, column);
  }

  /** A LONG, or a TIMESTAMP in milliseconds since 1970-01-01 UTC. */
  public long longValue(int column) {
    return RowLayout.getLong(bytes, start + layout.slot(column));
  }

  /** An INT, or a DATE in days since 1970-01-01. */
  public int intValue(int column) {
    return (int) longValue(column);
  }

  /** A FLOAT. */
  public float floatValue(int column) {
    return Float.intBitsToFloat(intValue(column));
  }

  /** A DOUBLE. */
  public double doubleValue(int column) {
    return Double.longBitsToDouble(longValue(column));
  }

  /** A BOOLEAN. */
  public boolean booleanValue(int column) {
    return longValue(column) != 0;
  }

  /** Where the row begins in {@link #bytes}. */
  int start() {
    return start;
  }

  /** The array in which the texts of this row lie; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where a STRING's UTF-8 begins in {@link #bytes}. */
  public int textOffset(int column) {
    return start + (int) (longValue(column) >>> 32);
  }

  /** A STRING's length in bytes. */
  public int textLength(int column) {
    return intValue(column);
  }
}
