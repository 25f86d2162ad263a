package dev.sluice.core.trusted.rows;

import dev.sluice.core.pipeline.Digits;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * How a table's row lies in bytes: length (4), length of its flaws (3) and why it is dropped (1),
 * arrival (4), how many rows of the same version it put out (4), hash of the id (8), bits that tell
 * which columns have a value, a slot of 8 bytes for each column, texts, flaws. A text's slot holds
 * its offset from the row's start and its length. A decimal is a number without its point; one of
 * more than 18 digits lies among the texts, in {@link #WIDE} bytes whose order is that of numbers.
 */
public final class RowLayout {
  static final int LENGTH = 0;
  static final int FLAWS = 4;
  static final int ARRIVAL = 8;
  static final int COPIES = 12;
  static final int HASH = 16;
  static final int PRESENT = 24;

  /** Big-endian, the sign's bit turned over. */
  static final int WIDE = 16;

  /** Of the four bytes at {@link #FLAWS}, the lowest is the reason. */
  static final int REASON_BITS = 8;

  static final int REASONS = 0xFF;

  static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final List<Column> columns;
  private final FieldType[] types;
  private final boolean[] areTexts;
  private final int slots;
  private final int[] keys;
  private final boolean isContent;
  private final int latest;
  private final RowFilter deleted;
  private final boolean isPartitioned;
  private final int[] sort;
  private final int time;

  public RowLayout(TrustedTable table) {
    columns = table.columns();
    types = columns.stream().map(Column::type).toArray(FieldType[]::new);
    areTexts = new boolean[types.length];
    for (int column = 0; column < types.length; column++) {
      areTexts[column] = isText(columns.get(column));
    }
    slots = PRESENT + 8 * ((types.length + 63) / 64);
    List<String> names = columns.stream().map(Column::name).toList();
    TrustedTable.Dedupe dedupe = table.rows().dedupe();
    isContent = dedupe.isContent();
    keys = dedupe.by().stream().mapToInt(names::indexOf).toArray();
    latest = dedupe.latest().map(names::indexOf).orElse(-1);
    deleted = dedupe.deleted().map(condition -> RowFilter.of(condition, this)).orElse(null);
    time = table.rows().time().map(names::indexOf).orElse(-1);
    isPartitioned = !table.partition().isEmpty();
    sort = table.rows().sortBy().stream().mapToInt(names::indexOf).toArray();
  }

  public int columnCount() {
    return types.length;
  }

  public Column column(int index) {
    return columns.get(index);
  }

  public FieldType type(int column) {
    return types[column];
  }

  /** Whether it is written as bytes behind the slots: texts, bytes, decimals of many digits. */
  public boolean isText(int column) {
    return areTexts[column];
  }

  /** Of a decimal. */
  Digits digits(int column) {
    return columns.get(column).rule().digits().orElseThrow();
  }

  private static boolean isText(Column column) {
    return switch (column.type()) {
      case STRING, BINARY -> true;
      case DECIMAL -> !column.rule().digits().orElseThrow().isLong();
      case INT, LONG, FLOAT, DOUBLE, BOOLEAN, DATE, TIMESTAMP, TIMESTAMP_MICROS -> false;
    };
  }

  public List<Column> columns() {
    return columns;
  }

  /** The place of the column with that name. */
  public int index(String name) {
    for (int column = 0; column < types.length; column++) {
      if (columns.get(column).name().equals(name)) {
        return column;
      }
    }
    throw new IllegalArgumentException("No column is named '" + name + "'");
  }

  /** The columns by which duplicates are known. */
  int[] keys() {
    return keys;
  }

  /** Whether duplicates are known by the column, so that there is no row without it. */
  boolean isKey(int column) {
    if (isContent) {
      return false;
    }
    for (int key : keys) {
      if (key == column) {
        return true;
      }
    }
    return false;
  }

  /** The column of which the greatest value among duplicates wins; -1: the first to arrive does. */
  int latest() {
    return latest;
  }

  /** Whether the row says that there is none with its id any more. */
  boolean isDeletion(byte[] bytes, int row) {
    return deleted != null && deleted.passes(bytes, row);
  }

  /** The columns without which a row is dropped. */
  int[] required() {
    return IntStream.range(0, types.length)
        .filter(column -> isKey(column) || columns.get(column).required())
        .toArray();
  }

  /**
   * The columns without which a row that says a deletion is dropped. Without the time it would not
   * be in the partition of what it deletes.
   */
  int[] requiredOfDeletions() {
    return IntStream.range(0, types.length)
        .filter(column -> isKey(column) || (isPartitioned && isRequiredTime(column)))
        .toArray();
  }

  private boolean isRequiredTime(int column) {
    return types[column].isTime() && columns.get(column).required();
  }

  /** The places of those columns. */
  int[] where(Predicate<Column> test) {
    return IntStream.range(0, types.length).filter(i -> test.test(columns.get(i))).toArray();
  }

  /** The column with the event time; -1: there is none. */
  int time() {
    return time;
  }

  int[] sort() {
    return sort;
  }

  /** A value by which duplicates are known, if it is not a text. In content -0.0 is 0.0. */
  long keyBits(byte[] bytes, int row, int column) {
    long bits = getLong(bytes, row + slot(column));
    if (!isContent) {
      return bits;
    }
    boolean isMinusZero =
        types[column] == FieldType.DOUBLE
            ? bits == Long.MIN_VALUE
            : types[column] == FieldType.FLOAT && (int) bits == Integer.MIN_VALUE;
    return isMinusZero || isNull(bytes, row, column) ? 0 : bits;
  }

  /** Whether one of the rows has a value of the column and the other has none. */
  boolean differInNull(int column, byte[] a, int aRow, byte[] b, int bRow) {
    return isContent && isNull(a, aRow, column) != isNull(b, bRow, column);
  }

  /** Whether rows with the same content are duplicates, so that keys may be null. */
  boolean isContent() {
    return isContent;
  }

  /** Bytes of a row before its texts. */
  int fixedBytes() {
    return slots + 8 * types.length;
  }

  int slot(int column) {
    return slots + 8 * column;
  }

  /** The columns that a record's field feeds, by the field's name. */
  public Map<String, int[]> columnsByField() {
    Map<String, int[]> byField = new HashMap<>();
    for (int column = 0; column < types.length; column++) {
      byField.merge(columns.get(column).from(), new int[] {column}, RowLayout::join);
    }
    return byField;
  }

  /** The columns of both. */
  public static int[] join(int[] a, int[] b) {
    int[] both = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  /** A decimal without its point as rows of more than 18 digits have it. */
  public static byte[] wide(BigInteger unscaled) {
    byte[] wide = new byte[WIDE];
    BIG_ENDIAN.set(wide, 0, unscaled.shiftRight(Long.SIZE).longValue() ^ Long.MIN_VALUE);
    BIG_ENDIAN.set(wide, Long.BYTES, unscaled.longValue());
    return wide;
  }

  static int getInt(byte[] bytes, int at) {
    return (int) INTS.get(bytes, at);
  }

  public static long getLong(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /** Why a row is dropped; 0: it is kept. */
  static int reason(byte[] bytes, int row) {
    return getInt(bytes, row + FLAWS) & REASONS;
  }

  static boolean isNull(byte[] bytes, int row, int column) {
    return (getLong(bytes, row + PRESENT + 8 * (column >> 6)) >>> column & 1) == 0;
  }
}
