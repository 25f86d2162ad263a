package dev.sluice.parquet;

import java.io.IOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** A column of INT32, INT64, FLOAT or DOUBLE. */
final class NumberChunk extends EncodedChunk {
  private final PrimitiveTypeName kind;
  private final boolean isFloating;
  private final int width;
  private final NumberDictionary dictionary = new NumberDictionary();
  private int count;

  /** Of the page's values, as numbers that order them. */
  private long least = Long.MAX_VALUE;

  private long greatest = Long.MIN_VALUE;

  NumberChunk(ColumnDescriptor column, PageWriter pages, boolean hasDictionary) {
    super(column, pages, hasDictionary);
    kind = type().getPrimitiveTypeName();
    isFloating = kind == PrimitiveTypeName.FLOAT || kind == PrimitiveTypeName.DOUBLE;
    boolean isShort = kind == PrimitiveTypeName.INT32 || kind == PrimitiveTypeName.FLOAT;
    width = isShort ? Integer.BYTES : Long.BYTES;
  }

  /**
   * Adds a value.
   *
   * @param bits the number; the bits of a float or double
   */
  void add(long bits) throws IOException {
    long order = isFloating ? ordered(bits) : bits;
    least = Math.min(least, order);
    greatest = Math.max(greatest, order);
    count++;
    if (!hasDictionary() || !addsId(dictionary.idOf(bits))) {
      addPlain(bits, plain());
    }
    endValue();
  }

  /** The bits of floats and doubles as integers of the same order; and these as bits. */
  private long ordered(long bits) {
    return width == Integer.BYTES
        ? (int) bits ^ ((int) bits >> 31 & Integer.MAX_VALUE)
        : bits ^ (bits >> 63 & Long.MAX_VALUE);
  }

  @Override
  void putRange(Statistics<?> statistics) {
    put(least, statistics);
    put(greatest, statistics);
  }

  private void put(long value, Statistics<?> statistics) {
    switch (kind) {
      case INT32 -> statistics.updateStats((int) value);
      case FLOAT -> statistics.updateStats(Float.intBitsToFloat((int) ordered(value)));
      case DOUBLE -> statistics.updateStats(Double.longBitsToDouble(ordered(value)));
      default -> statistics.updateStats(value);
    }
  }

  @Override
  void beginPage() {
    super.beginPage();
    count = 0;
    least = Long.MAX_VALUE;
    greatest = Long.MIN_VALUE;
  }

  @Override
  int dictionaryCount() {
    return dictionary.count();
  }

  @Override
  int dictionaryBytes() {
    return width * dictionary.count();
  }

  @Override
  void addPlain(int id, PageBytes into) {
    addPlain(dictionary.get(id), into);
  }

  private void addPlain(long bits, PageBytes into) {
    if (width == Integer.BYTES) {
      into.addInt((int) bits);
    } else {
      into.addLong(bits);
    }
  }

  @Override
  long plainBytes() {
    return (long) width * count;
  }

  @Override
  long textBytes() {
    return 0;
  }
}
