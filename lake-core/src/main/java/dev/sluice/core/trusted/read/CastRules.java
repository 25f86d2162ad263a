package dev.sluice.core.trusted.read;

import dev.sluice.core.pipeline.Digits;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TimeFormat;
import dev.sluice.core.record.DecimalText;
import dev.sluice.core.record.EventTime;
import dev.sluice.core.record.TimeReader;
import dev.sluice.core.trusted.flaw.CastFlaw;
import java.math.BigInteger;

/**
 * How a JSON value becomes a column's value. Every engine keeps to these rules:
 *
 * <ol>
 *   <li>A missing field or {@code null} gives null; so does an object or an array, which is a
 *       {@link CastFlaw}. Of a field that comes twice in a record, the last counts. For a column
 *       with {@code join}, an array gives its texts, numbers and truth values as one text; nulls,
 *       objects and arrays in it are left out (but for nulls a flaw), and if nothing is left it
 *       gives null.
 *   <li>Of any other value only its text counts: a string's content, or the number, {@code true} or
 *       {@code false} as written. Whether it stood in quotes makes no difference, except that a
 *       number in quotes is no date or time unless the column says so. Nothing is trimmed.
 *   <li>The text of {@code nullIf} gives null. So does an empty cell of CSV, or its {@code
 *       nullText}.
 *   <li>A text that the column's type doesn't take gives null, and is a flaw. A number has at most
 *       1,000 characters. Rounding to the nearest double or float is none.
 * </ol>
 *
 * <table>
 *   <caption>What a type takes</caption>
 *   <tr><td>STRING<td>any text; a surrogate without its partner becomes U+FFFD, which is a flaw
 *   <tr><td>INT, LONG<td>a JSON number that is whole ({@code 7}, {@code 7.0}, {@code 70e-1}) and
 *       fits into 32 or 64 bits
 *   <tr><td>DOUBLE<td>a JSON number: the nearest double; too large a one gives null
 *   <tr><td>FLOAT<td>a JSON number: the nearest double, rounded to float; too large a one gives null
 *   <tr><td>BOOLEAN<td>{@code true}, {@code false}
 *   <tr><td>TIMESTAMP<td>ISO 8601, or a JSON number that is an epoch, cut to milliseconds; made of
 *       the event time what {@link EventTime} reads
 *   <tr><td>TIMESTAMP_MICROS<td>the same, cut to microseconds
 *   <tr><td>DECIMAL<td>a JSON number that has no more digits after the point, zeros aside, and is not
 *       too large: exactly, never rounded
 *   <tr><td>BINARY<td>base64 of either alphabet, with or without padding
 *   <tr><td>DATE<td>what TIMESTAMP takes: the day of that moment in UTC
 *   <tr><td>either, with {@code format}<td>what is written so
 * </table>
 *
 * <p>Not thread-safe: it is reused from value to value.
 */
public final class CastRules {
  private final DecimalText decimal = new DecimalText();
  private final TimeReader usual = new TimeReader(TimeFormat.USUAL);
  private long bits;
  private long high;

  /**
   * Casts a text.
   *
   * @param type not STRING
   * @return NONE: the value is in {@link #bits}; else why it is null
   */
  public CastFlaw cast(FieldType type, char[] text, int offset, int length) {
    return switch (type) {
      case INT, LONG, FLOAT, DOUBLE -> castNumber(type, text, offset, length);
      case BOOLEAN -> castBoolean(text, offset, length);
      case DATE, TIMESTAMP -> castMillis(type, EventTime.parse(text, offset, length));
      case TIMESTAMP_MICROS -> castMicros(usual.micros(text, offset, length));
      case STRING, BINARY, DECIMAL ->
          throw new IllegalArgumentException("No text alone is cast to " + type);
    };
  }

  /**
   * The value of the last cast: an integer, days or milliseconds; the bits of a double or float; 1
   * for true.
   */
  public long bits() {
    return bits;
  }

  /** The upper half of a decimal, whose lower half {@link #bits} has. */
  long high() {
    return high;
  }

  /** Casts a text to a decimal, without its point. */
  CastFlaw castDecimal(Digits digits, BigInteger bound, char[] text, int offset, int length) {
    if (!decimal.read(text, offset, length)) {
      return length > DecimalText.MOST_CHARACTERS ? CastFlaw.TOO_LONG : CastFlaw.NOT_A_NUMBER;
    }
    if (decimal.isScaledLong(digits.scale())) {
      bits = decimal.longValue();
      high = bits >> 63;
      boolean isIn = !digits.isLong() || Math.abs(bits) < bound.longValue();
      return isIn ? CastFlaw.NONE : CastFlaw.OUT_OF_RANGE;
    }
    BigInteger scaled = decimal.scaled(digits.scale(), digits.precision());
    if (scaled == null) {
      return CastFlaw.TOO_PRECISE;
    }
    bits = scaled.longValue();
    high = scaled.shiftRight(Long.SIZE).longValue();
    return scaled.abs().compareTo(bound) < 0 ? CastFlaw.NONE : CastFlaw.OUT_OF_RANGE;
  }

  private CastFlaw castNumber(FieldType type, char[] text, int offset, int length) {
    if (!decimal.read(text, offset, length)) {
      return length > DecimalText.MOST_CHARACTERS ? CastFlaw.TOO_LONG : CastFlaw.NOT_A_NUMBER;
    }
    return castNumber(type, decimal);
  }

  /** Casts a number that was read already to INT, LONG, FLOAT or DOUBLE. */
  CastFlaw castNumber(FieldType type, DecimalText number) {
    return type.isWhole() ? castWhole(type, number) : castDouble(type, number);
  }

  private CastFlaw castWhole(FieldType type, DecimalText number) {
    if (!number.isLong()) {
      return number.isWhole() ? CastFlaw.OUT_OF_RANGE : CastFlaw.NOT_WHOLE;
    }
    bits = number.longValue();
    return type == FieldType.LONG || (int) bits == bits ? CastFlaw.NONE : CastFlaw.OUT_OF_RANGE;
  }

  private CastFlaw castDouble(FieldType type, DecimalText number) {
    double value = number.doubleValue();
    float narrow = (float) value;
    boolean isFloat = type == FieldType.FLOAT;
    bits = isFloat ? Float.floatToRawIntBits(narrow) : Double.doubleToRawLongBits(value);
    boolean isFinite = isFloat ? Float.isFinite(narrow) : Double.isFinite(value);
    return isFinite ? CastFlaw.NONE : CastFlaw.OUT_OF_RANGE;
  }

  private CastFlaw castBoolean(char[] text, int offset, int length) {
    boolean isTrue = equal("true", text, offset, length);
    bits = isTrue ? 1 : 0;
    return isTrue || equal("false", text, offset, length)
        ? CastFlaw.NONE
        : CastFlaw.NEITHER_TRUE_NOR_FALSE;
  }

  private static boolean equal(String word, char[] text, int offset, int length) {
    if (word.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (word.charAt(i) != text[offset + i]) {
        return false;
      }
    }
    return true;
  }

  /** Casts a time that was read already, in microseconds. */
  CastFlaw castMicros(long micros) {
    bits = micros;
    return micros == EventTime.UNPARSABLE ? CastFlaw.NOT_A_TIME : CastFlaw.NONE;
  }

  /** Casts a time that was read already. */
  CastFlaw castMillis(FieldType type, long millis) {
    bits = type == FieldType.DATE ? Math.floorDiv(millis, EventTime.DAY_MILLIS) : millis;
    return millis == EventTime.UNPARSABLE ? CastFlaw.NOT_A_TIME : CastFlaw.NONE;
  }
}
