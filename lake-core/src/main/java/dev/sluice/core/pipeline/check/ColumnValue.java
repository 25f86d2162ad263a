package dev.sluice.core.pipeline.check;

import dev.sluice.core.pipeline.FieldType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;

/** Values of columns as a definition writes them. */
public final class ColumnValue {
  private ColumnValue() {}

  /**
   * A value in 64 bits, as rows have it: a whole number; days, milliseconds or microseconds since
   * 1970-01-01; the bits of a double or float that is not -0.0; 1 for true. A timestamp is written
   * in ISO 8601 with an offset, or as a date, which is midnight UTC.
   *
   * @param type not STRING, BINARY or DECIMAL
   * @return empty if the text is not a value of the type
   */
  public static OptionalLong bits(FieldType type, String text) {
    if (isNumber(type) && !text.matches("[-+.eE\\d]+")) {
      return OptionalLong.empty(); // Java takes 1f and 0x1p3 as well
    }
    try {
      return OptionalLong.of(
          switch (type) {
            case INT -> Integer.parseInt(text);
            case LONG -> Long.parseLong(text);
            case FLOAT -> Float.floatToRawIntBits(finite(Float.parseFloat(text)) + 0.0f);
            case DOUBLE -> Double.doubleToRawLongBits(finite(Double.parseDouble(text)) + 0.0);
            case BOOLEAN -> truth(text);
            case DATE -> LocalDate.parse(text).toEpochDay();
            case TIMESTAMP -> moment(text).toEpochMilli();
            case TIMESTAMP_MICROS -> ChronoUnit.MICROS.between(Instant.EPOCH, moment(text));
            case STRING, BINARY, DECIMAL ->
                throw new IllegalArgumentException("Not 64 bits alone: " + type);
          });
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** The order of two values of a type that has one. */
  public static int compare(FieldType type, String a, String b) {
    if (type == FieldType.DECIMAL) {
      return new BigDecimal(a).compareTo(new BigDecimal(b));
    }
    OptionalLong left = bits(type, a);
    OptionalLong right = bits(type, b);
    if (left.isEmpty() || right.isEmpty()) {
      return 0;
    }
    return type == FieldType.DOUBLE || type == FieldType.FLOAT
        ? Double.compare(Double.parseDouble(a), Double.parseDouble(b))
        : Long.compare(left.getAsLong(), right.getAsLong());
  }

  /** How a value of the type is written. */
  public static String example(FieldType type) {
    return switch (type) {
      case STRING, BINARY -> "abc";
      case INT, LONG -> "42";
      case FLOAT, DOUBLE, DECIMAL -> "4.2";
      case BOOLEAN -> "true";
      case DATE -> "2026-06-01";
      case TIMESTAMP, TIMESTAMP_MICROS -> "2026-06-01T00:00:00Z";
    };
  }

  private static boolean isNumber(FieldType type) {
    return switch (type) {
      case INT, LONG, FLOAT, DOUBLE -> true;
      case STRING, BOOLEAN, DATE, TIMESTAMP, TIMESTAMP_MICROS, DECIMAL, BINARY -> false;
    };
  }

  private static double finite(double value) {
    if (!Double.isFinite(value)) {
      throw new NumberFormatException("not finite");
    }
    return value;
  }

  private static float finite(float value) {
    return (float) finite((double) value);
  }

  private static long truth(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new NumberFormatException("neither true nor false");
    }
    return text.equals("true") ? 1 : 0;
  }

  private static Instant moment(String text) {
    return text.length() == "2026-06-01".length()
        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
        : OffsetDateTime.parse(text).toInstant();
  }
}
