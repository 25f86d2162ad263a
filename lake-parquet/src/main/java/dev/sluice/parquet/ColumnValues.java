package dev.sluice.parquet;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.parquet.ParquetRows.RowCell;
import java.io.IOException;
import java.math.BigInteger;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** Puts the values of a file's column into rows, as the table's column has them. */
final class ColumnValues extends PrimitiveConverter {
  private static final long MICROS = 1_000;

  private final RowCell cell;
  private final FieldType type;

  /** By what whole numbers are multiplied, and then divided. */
  private final long times;

  private final long by;

  private ColumnValues(Column column, RowCell cell, long times, long by) {
    this.type = column.type();
    this.cell = cell;
    this.times = times;
    this.by = by;
  }

  /**
   * Of a column in a file.
   *
   * @throws IOException if its values are not of the table's type, nor of a narrower one
   */
  static ColumnValues of(Column column, Type in, RowCell cell) throws IOException {
    if (!in.isPrimitive() || !isTaken(column, in)) {
      throw new IOException(
          "column '%s' is '%s' in the file, and is to be %s"
              .formatted(column.name(), in, column.typeName()));
    }
    long micros = column.type() == FieldType.TIMESTAMP_MICROS ? MICROS : 1;
    return new ColumnValues(column, cell, micros, units(in));
  }

  /** How many of the file's units a millisecond has; of what is not a timestamp 1. */
  private static long units(Type in) {
    return in.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation time
            && time.getUnit() == TimeUnit.MICROS
        ? MICROS
        : 1;
  }

  private static boolean isTaken(Column column, Type in) {
    PrimitiveTypeName name = in.asPrimitiveType().getPrimitiveTypeName();
    boolean isPlain = in.getLogicalTypeAnnotation() == null;
    boolean isTime = in.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation;
    return switch (column.type()) {
      case STRING -> name == PrimitiveTypeName.BINARY && !isPlain;
      case BINARY -> name == PrimitiveTypeName.BINARY && isPlain;
      case INT -> name == INT32 && isPlain;
      case LONG -> (name == INT32 || name == INT64) && isPlain;
      case FLOAT -> name == PrimitiveTypeName.FLOAT;
      case DOUBLE -> name == PrimitiveTypeName.DOUBLE || name == PrimitiveTypeName.FLOAT;
      case BOOLEAN -> name == PrimitiveTypeName.BOOLEAN;
      case DATE -> name == INT32 && !isPlain;
      case TIMESTAMP, TIMESTAMP_MICROS -> isTime && name == INT64;
      case DECIMAL ->
          in.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal
              && decimal.getScale() == column.rule().digits().orElseThrow().scale()
              && decimal.getPrecision() <= column.rule().digits().orElseThrow().precision();
    };
  }

  @Override
  public void addBinary(Binary value) {
    byte[] bytes = value.getBytesUnsafe();
    if (type == FieldType.DECIMAL) {
      BigInteger whole = new BigInteger(bytes);
      cell.row()
          .setDecimal(cell.column(), whole.shiftRight(Long.SIZE).longValue(), whole.longValue());
    } else {
      cell.row().setUtf8(cell.column(), bytes, 0, bytes.length);
    }
  }

  @Override
  public void addInt(int value) {
    addLong(value);
  }

  @Override
  public void addLong(long value) {
    if (type == FieldType.DECIMAL) {
      cell.row().setDecimal(cell.column(), value >> (Long.SIZE - 1), value);
    } else if (type == FieldType.TIMESTAMP_MICROS && by == MICROS) {
      cell.row().set(cell.column(), value);
    } else {
      cell.row().set(cell.column(), Math.floorDiv(Math.multiplyExact(value, times), by));
    }
  }

  @Override
  public void addFloat(float value) {
    if (type == FieldType.FLOAT) {
      cell.row().set(cell.column(), Float.floatToRawIntBits(value));
    } else {
      addDouble(value);
    }
  }

  @Override
  public void addDouble(double value) {
    cell.row().set(cell.column(), Double.doubleToRawLongBits(value));
  }

  @Override
  public void addBoolean(boolean value) {
    cell.row().set(cell.column(), value ? 1 : 0);
  }
}
