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
  private static final int MAX_SECOND_DIGITS = 12;

  private DecimalSeconds() {}

  /** The number at which the parser stands, in milliseconds, halves rounded up. */
  static long toMillis(JsonParser parser) throws IOException {
    char[] text = parser.getTextCharacters();
    int from = parser.getTextOffset();
    int length = parser.getTextLength();
    long fast = plainMillis(text, from, from + length);
    if (fast >= 0) {
      return fast;
    }
    return new BigDecimal(text, from, length)
        .movePointRight(3)
        .setScale(0, RoundingMode.HALF_UP)
        .longValue();
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
