package dev.sluice.core.trusted.rows;

import java.util.Arrays;

/**
 * An order of rows by columns, ascending: nulls first, numbers by value, texts by their UTF-8 bytes
 * (which is the order of code points), at last by arrival.
 */
final class RowOrder {
  private final int[] columns;
  private final RowLayout layout;

  private RowOrder(RowLayout layout, int[] columns) {
    this.layout = layout;
    this.columns = columns;
  }

  /** The order of the table's rows: its sort columns, then those of their ids. */
  static RowOrder ofTable(RowLayout layout) {
    return new RowOrder(layout, columns(layout));
  }

  /** The columns of that order. */
  static int[] columns(RowLayout layout) {
    int[] sort = layout.sort();
    int[] keys = layout.keys();
    int[] columns = Arrays.copyOf(sort, sort.length + keys.length);
    System.arraycopy(keys, 0, columns, sort.length, keys.length);
    return columns;
  }

  /** The order of the ids. */
  static RowOrder byId(RowLayout layout) {
    return new RowOrder(layout, layout.keys());
  }

  /** Makes keys that order most rows. */
  SortKey key() {
    return new SortKey(layout, columns);
  }

  int compare(byte[] a, int aRow, byte[] b, int bRow) {
    for (int column : columns) {
      int order = compareColumn(column, a, aRow, b, bRow);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(
        RowLayout.getInt(a, aRow + RowLayout.ARRIVAL),
        RowLayout.getInt(b, bRow + RowLayout.ARRIVAL));
  }

  /** Whether the rows have the same id. Only where it is the content may parts of it be null. */
  boolean sameId(byte[] a, int aRow, byte[] b, int bRow) {
    for (int key : layout.keys()) {
      if (!isSame(key, a, aRow, b, bRow)) {
        return false;
      }
    }
    return true;
  }

  private boolean isSame(int key, byte[] a, int aRow, byte[] b, int bRow) {
    if (layout.differInNull(key, a, aRow, b, bRow)) {
      return false;
    }
    boolean areTexts =
        layout.isText(key) && !(layout.isContent() && RowLayout.isNull(a, aRow, key));
    return areTexts
        ? compareTexts(layout.slot(key), a, aRow, b, bRow) == 0
        : layout.keyBits(a, aRow, key) == layout.keyBits(b, bRow, key);
  }

  /**
   * How the version of a row is to that of one with the same id that arrived before it: if less,
   * the row is out, else the one before. A table that has no versions keeps the one before.
   */
  int compareVersions(byte[] row, int at, byte[] before, int beforeAt) {
    int latest = layout.latest();
    return latest < 0 ? -1 : compareColumn(latest, row, at, before, beforeAt);
  }

  private int compareColumn(int column, byte[] a, int aRow, byte[] b, int bRow) {
    boolean aNull = RowLayout.isNull(a, aRow, column);
    boolean bNull = RowLayout.isNull(b, bRow, column);
    if (aNull || bNull) {
      return Boolean.compare(bNull, aNull);
    }
    if (layout.isText(column)) {
      return compareTexts(layout.slot(column), a, aRow, b, bRow);
    }
    long left = RowLayout.getLong(a, aRow + layout.slot(column));
    long right = RowLayout.getLong(b, bRow + layout.slot(column));
    return switch (layout.type(column)) {
      case DOUBLE -> Double.compare(Double.longBitsToDouble(left), Double.longBitsToDouble(right));
      case FLOAT ->
          Float.compare(Float.intBitsToFloat((int) left), Float.intBitsToFloat((int) right));
      default -> Long.compare(left, right);
    };
  }

  private static int compareTexts(int slot, byte[] a, int aRow, byte[] b, int bRow) {
    long left = RowLayout.getLong(a, aRow + slot);
    long right = RowLayout.getLong(b, bRow + slot);
    int aFrom = aRow + (int) (left >>> 32);
    int bFrom = bRow + (int) (right >>> 32);
    return Arrays.compareUnsigned(a, aFrom, aFrom + (int) left, b, bFrom, bFrom + (int) right);
  }
}
