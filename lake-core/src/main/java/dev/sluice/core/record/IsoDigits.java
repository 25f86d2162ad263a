package dev.sluice.core.record;

import static dev.sluice.core.record.RecordTime.UNPARSABLE;

/**
 * Reads the usual form of ISO 8601, {@code 2026-06-01T00:00:10[.123](Z|+01:00)}, digit by digit:
 * java.time takes a microsecond and some hundred bytes for each. Whatever else is legal is left to
 * java.time.
 */
final class IsoDigits {
  static final int DATE_LENGTH = 10;
  private static final int SECONDS_LENGTH = 19;
  private static final int MAX_LENGTH = 35;
  private static final long DAY_MILLIS = 86_400_000L;
  private static final int DAYS_TO_1970 = 719_468;
  private static final int[] WEIGHTS = {100, 10, 1};

  private IsoDigits() {}

  /** Midnight UTC of {@code yyyy-MM-dd}; the caller checked the length. */
  static long date(char[] text, int at) {
    if (text[at + 4] != '-' || text[at + 7] != '-') {
      return UNPARSABLE;
    }
    int year = pair(text, at) * 100 + pair(text, at + 2);
    int month = pair(text, at + 5);
    int day = pair(text, at + 8);
    boolean digits = pair(text, at) >= 0 && pair(text, at + 2) >= 0;
    if (!digits || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) {
      return UNPARSABLE;
    }
    return epochDay(year, month, day) * DAY_MILLIS;
  }

  static long dateTime(char[] text, int from, int length) {
    if (length <= SECONDS_LENGTH || length > MAX_LENGTH || text[from + DATE_LENGTH] != 'T') {
      return UNPARSABLE;
    }
    int point = from + SECONDS_LENGTH;
    int end = from + length;
    int zone = fractionEnd(text, point, end);
    if (zone < 0) {
      return UNPARSABLE;
    }
    long day = date(text, from);
    long time = time(text, from + 11);
    long offset = offset(text, zone, end);
    return day == UNPARSABLE || time < 0 || offset == UNPARSABLE
        ? UNPARSABLE
        : day + time + fraction(text, point + 1, zone) - offset;
  }

  private static int fractionEnd(char[] text, int point, int end) {
    if (text[point] != '.') {
      return point;
    }
    int at = point + 1;
    while (at < end && digit(text[at]) >= 0) {
      at++;
    }
    int digits = at - point - 1;
    return digits >= 1 && digits <= 9 ? at : -1;
  }

  private static long fraction(char[] text, int from, int end) {
    long millis = 0;
    for (int place = 0; place < WEIGHTS.length && from + place < end; place++) {
      millis += (long) digit(text[from + place]) * WEIGHTS[place];
    }
    return millis;
  }

  private static long time(char[] text, int at) {
    int hour = pair(text, at);
    int minute = pair(text, at + 3);
    int second = pair(text, at + 6);
    boolean digits = hour >= 0 && minute >= 0 && second >= 0;
    boolean colons = text[at + 2] == ':' && text[at + 5] == ':';
    boolean inDay = hour <= 23 && minute <= 59 && second <= 59;
    return digits && colons && inDay ? ((hour * 60L + minute) * 60 + second) * 1000 : -1;
  }

  private static long offset(char[] text, int at, int end) {
    if (end - at == 1 && text[at] == 'Z') {
      return 0;
    }
    if (end - at != 6 || text[at + 3] != ':' || (text[at] != '+' && text[at] != '-')) {
      return UNPARSABLE;
    }
    int hours = pair(text, at + 1);
    int minutes = pair(text, at + 4);
    if (hours < 0 || hours > 17 || minutes < 0 || minutes > 59) {
      return UNPARSABLE;
    }
    long millis = (hours * 60L + minutes) * 60_000;
    return text[at] == '-' ? -millis : millis;
  }

  /** The value of up to 18 digits; -1 for anything else. */
  static long wholeNumber(char[] text, int offset, int length) {
    long value = 0;
    if (length == 0 || length > 18) {
      return -1;
    }
    for (int at = offset; at < offset + length; at++) {
      int digit = digit(text[at]);
      if (digit < 0) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static int pair(char[] text, int at) {
    int tens = digit(text[at]);
    int ones = digit(text[at + 1]);
    return tens < 0 || ones < 0 ? -1 : tens * 10 + ones;
  }

  private static int digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : -1;
  }

  private static int daysOf(int year, int month) {
    return switch (month) {
      case 2 -> (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /**
   * Days since 1970-01-01 of the proleptic Gregorian calendar, year 0 or later. Source: H. Hinnant,
   * "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
   */
  private static long epochDay(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(y, 400);
    int yearOfEra = y - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return (long) era * 146_097 + dayOfEra - DAYS_TO_1970;
  }
}
