package dev.sluice.core.trusted.rows;

import dev.sluice.core.pipeline.FieldType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

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

  /**
   * A LONG; a TIMESTAMP in milliseconds, or TIMESTAMP_MICROS in microseconds, since 1970-01-01 UTC;
   * a DECIMAL of up to 18 digits without its point.
   */
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

  /** A DECIMAL. */
  public BigDecimal decimalValue(int column) {
    int scale = layout.digits(column).scale();
    if (!layout.isText(column)) {
      return BigDecimal.valueOf(longValue(column), scale);
    }
    byte[] wide = new byte[RowLayout.WIDE];
    decimalBytes(column, wide);
    return new BigDecimal(new BigInteger(wide), scale);
  }

  /**
   * Puts a DECIMAL of more than 18 digits without its point into an array that is as long as its
   * digits need: two's complement, big-endian.
   */
  public void decimalBytes(int column, byte[] into) {
    int end = textOffset(column) + RowLayout.WIDE;
    System.arraycopy(bytes, end - into.length, into, 0, into.length);
    if (into.length == RowLayout.WIDE) {
      into[0] ^= (byte) 0x80;
    }
  }

  /** A TIMESTAMP or TIMESTAMP_MICROS. */
  public Instant instantValue(int column) {
    long value = longValue(column);
    return layout.type(column) == FieldType.TIMESTAMP
        ? Instant.ofEpochMilli(value)
        : Instant.EPOCH.plus(value, ChronoUnit.MICROS);
  }

  /** How many bytes it has in memory. */
  public int length() {
    return RowLayout.getInt(bytes, start + RowLayout.LENGTH);
  }

  /** Where the row begins in {@link #bytes}. */
  int start() {
    return start;
  }

  /** The array in which the texts of this row lie; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where a STRING's UTF-8, or a BINARY's bytes, begin in {@link #bytes}. */
  public int textOffset(int column) {
    return start + (int) (longValue(column) >>> 32);
  }

  /** A STRING's or BINARY's length in bytes. */
  public int textLength(int column) {
    return intValue(column);
  }
}
