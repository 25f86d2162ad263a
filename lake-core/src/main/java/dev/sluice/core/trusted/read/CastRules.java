package dev.sluice.core.trusted.read;

import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.record.DecimalText;
import dev.sluice.core.record.EventTime;

/**
 * How a JSON value becomes a column's value. Every engine keeps to these rules:
 *
 * <ol>
 *   <li>A missing field, {@code null}, an object or an array gives null. Of a field that comes
 *       twice in a record, the last counts. For a column with {@code join}, an array gives its
 *       texts, numbers and truth values as one text; nulls, objects and arrays in it are left out,
 *       and if nothing is left it gives null.
 *   <li>Of any other value only its text counts: a string's content, or the number, {@code true} or
 *       {@code false} as written. Whether it stood in quotes makes no difference. Nothing is
 *       trimmed.
 *   <li>The text of {@code nullIf} gives null. So does an empty cell of CSV, or its {@code
 *       nullText}.
 *   <li>A text that the column's type doesn't take gives null. A number has at most 1,000
 *       characters.
 * </ol>
 *
 * <table>
 *   <caption>What a type takes</caption>
 *   <tr><td>STRING<td>any text; a surrogate without its partner becomes {@code ?}
 *   <tr><td>INT, LONG<td>a JSON number that is whole ({@code 7}, {@code 7.0}, {@code 70e-1}) and
 *       fits into 32 or 64 bits
 *   <tr><td>DOUBLE<td>a JSON number: the nearest double; too large a one gives null
 *   <tr><td>FLOAT<td>a JSON number: the nearest double, rounded to float; too large a one gives null
 *   <tr><td>BOOLEAN<td>{@code true}, {@code false}
 *   <tr><td>TIMESTAMP<td>what {@link EventTime} reads, cut to milliseconds
 *   <tr><td>DATE<td>what TIMESTAMP takes: the day of that moment in UTC
 *   <tr><td>either, with {@code format}<td>a text written so; without an offset, in UTC
 * </table>
 *
 * <p>Not thread-safe: it is reused from value to value.
 */
public final class CastRules {
  static final long DAY_MILLIS = 86_400_000;

  private final DecimalText decimal = new DecimalText();
  private long bits;

  /**
   * Casts a text.
   *
   * @param type not STRING
   * @return false: null; true: the value is in {@link #bits}
   */
  public boolean cast(FieldType type, char[] text, int offset, int length) {
    return switch (type) {
      case INT -> castLong(text, offset, length) && (int) bits == bits;
      case LONG -> castLong(text, offset, length);
      case FLOAT -> castDouble(text, offset, length) && narrow();
      case DOUBLE -> castDouble(text, offset, length);
      case BOOLEAN -> castBoolean(text, offset, length);
      case DATE -> castMillis(text, offset, length) && floorToDay();
      case TIMESTAMP -> castMillis(text, offset, length);
      default -> throw new IllegalArgumentException("A text needs no cast to " + type);
    };
  }

  /**
   * The value of the last cast: an integer, days or milliseconds; the bits of a double or float; 1
   * for true.
   */
  public long bits() {
    return bits;
  }

  private boolean castLong(char[] text, int offset, int length) {
    if (!decimal.read(text, offset, length) || !decimal.isLong()) {
      return false;
    }
    bits = decimal.longValue();
    return true;
  }

  private boolean castDouble(char[] text, int offset, int length) {
    if (!decimal.read(text, offset, length)) {
      return false;
    }
    double value = decimal.doubleValue();
    bits = Double.doubleToRawLongBits(value);
    return Double.isFinite(value);
  }

  private boolean narrow() {
    float value = (float) Double.longBitsToDouble(bits);
    bits = Float.floatToRawIntBits(value);
    return Float.isFinite(value);
  }

  private boolean castBoolean(char[] text, int offset, int length) {
    boolean isTrue = equal("true", text, offset, length);
    bits = isTrue ? 1 : 0;
    return isTrue || equal("false", text, offset, length);
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

  private boolean castMillis(char[] text, int offset, int length) {
    bits = EventTime.parse(text, offset, length);
    return bits != EventTime.UNPARSABLE;
  }

  private boolean floorToDay() {
    bits = Math.floorDiv(bits, DAY_MILLIS);
    return true;
  }
}
