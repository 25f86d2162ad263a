package dev.sluice.core.record;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A JSON number that counts time since 1970-01-01 UTC. Allocates for odd numbers only. */
final class EpochNumber {
  private static final long FIRST_MILLIS = 100_000_000_000L;
  private static final int MAX_NUMBER_LENGTH = 40;

  /** Beyond it, rounding 1e-99999999 would first compute 10^99999999. */
  private static final int MAX_SCALE = 100;

  /** Seconds or milliseconds. */
  static final int BY_SIZE = Integer.MIN_VALUE;

  private EpochNumber() {}

  /** Seconds if nearer to zero than 10^11, else milliseconds. */
  static long millis(char[] text, int offset, int length) {
    return millis(text, offset, length, BY_SIZE);
  }

  /**
   * Milliseconds of a number in units of 10^{@code power} milliseconds, rounded down; {@link
   * EventTime#UNPARSABLE} if it is not a number, or outside the years 1 to 9999.
   */
  static long millis(char[] text, int offset, int length, int power) {
    if (length > MAX_NUMBER_LENGTH) {
      return EventTime.UNPARSABLE;
    }
    long whole = IsoDigits.wholeNumber(text, offset, length);
    if (whole >= 0) {
      return wholeMillis(whole, power);
    }
    if (!IsoDigits.isNumber(text, offset, offset + length)) {
      return EventTime.UNPARSABLE;
    }
    try {
      return decimalMillis(new BigDecimal(text, offset, length), power);
    } catch (NumberFormatException e) { // an exponent beyond 32 bits
      return EventTime.UNPARSABLE;
    }
  }

  /** The same in microseconds. */
  static long micros(char[] text, int offset, int length, int power) {
    long millis = millis(text, offset, length, power);
    if (millis == EventTime.UNPARSABLE) {
      return millis;
    }
    long whole = IsoDigits.wholeNumber(text, offset, length);
    if (whole < 0) {
      return decimalMicros(new BigDecimal(text, offset, length), power);
    }
    long rest = power == -3 ? whole % 1000 : power == -6 ? whole / 1000 % 1000 : 0;
    return millis * 1000 + rest;
  }

  private static long decimalMicros(BigDecimal number, int power) {
    return number.signum() == 0
        ? 0
        : number
            .movePointRight(3 + (power == BY_SIZE ? powerOf(number) : power))
            .setScale(0, RoundingMode.FLOOR)
            .longValueExact();
  }

  private static int powerOf(BigDecimal number) {
    return number.abs().compareTo(BigDecimal.valueOf(FIRST_MILLIS)) < 0 ? 3 : 0;
  }

  private static long wholeMillis(long number, int power) {
    long millis =
        switch (power) {
          case BY_SIZE -> number < FIRST_MILLIS ? number * 1000 : number;
          case 3 -> number > EventTime.LAST ? EventTime.UNPARSABLE : number * 1000;
          case 0 -> number;
          case -3 -> number / 1000;
          default -> number / 1_000_000;
        };
    return EventTime.inYears(millis);
  }

  private static long decimalMillis(BigDecimal number, int unit) {
    if (number.signum() == 0) {
      return 0;
    }
    int power = unit == BY_SIZE ? powerOf(number) : unit;
    return isExtreme(number, power)
        ? EventTime.UNPARSABLE
        : EventTime.inYears(
            number.movePointRight(power).setScale(0, RoundingMode.FLOOR).longValueExact());
  }

  /** To be known of the number as it came: moving its point writes out all its zeros. */
  private static boolean isExtreme(BigDecimal number, int power) {
    return number.precision() - (long) number.scale() + power > 18
        || number.scale() - (long) power > MAX_SCALE;
  }
}
