package dev.sluice.iceberg;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Comparator;
import org.apache.iceberg.types.Comparators;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.BinaryUtil;
import org.apache.iceberg.util.UnicodeUtil;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/** The least and the greatest value of a column, as Iceberg's own classes. */
record Bounds(Type.PrimitiveType type, Object lower, Object upper) {
  /** As many characters of a text, or bytes, as engines keep by themselves. */
  private static final int MOST = 16;

  static Bounds of(Type type, Statistics<?> statistics) {
    Type.PrimitiveType primitive = type.asPrimitiveType();
    return new Bounds(
            primitive,
            value(primitive, statistics.genericGetMin()),
            value(primitive, statistics.genericGetMax()))
        .withZeros();
  }

  /** Parquet's value as Iceberg's; a column may have been widened since. */
  private static Object value(Type.PrimitiveType type, Object value) {
    return switch (type.typeId()) {
      case STRING -> ((Binary) value).toStringUsingUTF8();
      case BINARY, FIXED, UUID -> ((Binary) value).toByteBuffer();
      case DECIMAL -> decimal((Types.DecimalType) type, value);
      case LONG, TIMESTAMP, TIMESTAMP_NANO, TIME -> ((Number) value).longValue();
      case DOUBLE -> ((Number) value).doubleValue();
      case BOOLEAN, INTEGER, DATE, FLOAT -> value;
      case STRUCT, LIST, MAP, UNKNOWN, VARIANT, GEOMETRY, GEOGRAPHY ->
          throw new IllegalStateException("No bounds for " + type);
    };
  }

  private static BigDecimal decimal(Types.DecimalType type, Object value) {
    BigInteger unscaled =
        value instanceof Binary binary
            ? new BigInteger(binary.getBytes())
            : BigInteger.valueOf(((Number) value).longValue());
    return new BigDecimal(unscaled, type.scale());
  }

  /** Writers disagree on the order of the two zeros, so the bounds have both within. */
  private Bounds withZeros() {
    if (type.typeId() == Type.TypeID.FLOAT) {
      return new Bounds(type, zero((float) lower, -0.0f), zero((float) upper, 0.0f));
    }
    return type.typeId() == Type.TypeID.DOUBLE
        ? new Bounds(type, zero((double) lower, -0.0), zero((double) upper, 0.0))
        : this;
  }

  private static float zero(float value, float zero) {
    return value == 0 ? zero : value;
  }

  private static double zero(double value, double zero) {
    return value == 0 ? zero : value;
  }

  boolean isNaN() {
    return isNaN(lower) || isNaN(upper);
  }

  private static boolean isNaN(Object value) {
    return value instanceof Number number && Double.isNaN(number.doubleValue());
  }

  Bounds around(Bounds other) {
    Comparator<Object> order = Comparators.forType(type);
    return new Bounds(
        type,
        order.compare(lower, other.lower) <= 0 ? lower : other.lower,
        order.compare(upper, other.upper) >= 0 ? upper : other.upper);
  }

  Object shortLower() {
    if (lower instanceof String text) {
      return UnicodeUtil.truncateStringMin(text, MOST);
    }
    return lower instanceof ByteBuffer bytes ? BinaryUtil.truncateBinaryMin(bytes, MOST) : lower;
  }

  /** Null: there is none that is so short. */
  Object shortUpper() {
    if (upper instanceof String text) {
      return UnicodeUtil.truncateStringMax(text, MOST);
    }
    return upper instanceof ByteBuffer bytes ? BinaryUtil.truncateBinaryMax(bytes, MOST) : upper;
  }
}
