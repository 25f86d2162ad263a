package dev.sluice.core.event;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Epoch seconds with a fraction, as Lambda writes arrival times ({@code 1545084650.987}), to
 * milliseconds from the digits themselves: a double of that size is off by parts of a millisecond.
 */
final class DecimalSeconds {
  static final long OUT_OF_RANGE = Long.MIN_VALUE;
  private static final int MAX_SECOND_DIGITS = 12;
  private static final int MAX_MILLI_DIGITS = 19;

  private DecimalSeconds() {}

  /**
   * The number at which the parser stands, in milliseconds, halves rounded up; {@link
   * #OUT_OF_RANGE} if they are too many for a long.
   */
  static long toMillis(JsonParser parser) throws IOException {
    char[] text = parser.getTextCharacters();
    int from = parser.getTextOffset();
    int length = parser.getTextLength();
    long fast = plainMillis(text, from, from + length);
    try {
      return fast >= 0 ? fast : millis(new BigDecimal(text, from, length).scaleByPowerOfTen(3));
    } catch (ArithmeticException | NumberFormatException e) {
      return OUT_OF_RANGE;
    }
  }

  /** Its digits are counted first: those that an exponent stands for may be billions. */
  private static long millis(BigDecimal exact) {
    long digits = (long) exact.precision() - exact.scale();
    if (exact.signum() == 0 || digits < 0) {
      return 0;
    }
    return digits > MAX_MILLI_DIGITS
        ? OUT_OF_RANGE
        : exact.setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  /** Digits with at most three after a point; -1 for any other form. */
  private static long plainMillis(char[] text, int from, int end) {
    long value = 0;
    int point = -1;
    if (end - from > MAX_SECOND_DIGITS + 4) {
      return -1;
    }
    for (int at = from; at < end; at++) {
      char c = text[at];
      if (c == '.' && point < 0) {
        point = at;
      } else if (c >= '0' && c <= '9') {
        value = value * 10 + (c - '0');
      } else {
        return -1;
      }
    }
    return switch (point < 0 ? 0 : end - point - 1) {
      case 0 -> value * 1000;
      case 1 -> value * 100;
      case 2 -> value * 10;
      case 3 -> value;
      default -> -1;
    };
  }
}
