package dev.sluice.core.record;

import static dev.sluice.core.record.EventTime.UNPARSABLE;

import java.time.zone.ZoneRules;

/**
 * Reads ISO 8601 and RFC 3339 digit by digit: java.time takes a microsecond and some hundred bytes
 * for each.
 */
final class IsoDigits {
  static final int DATE_LENGTH = 10;
  private static final int MINUTES_LENGTH = 16;
  private static final int SECONDS_LENGTH = 19;
  private static final int MAX_LENGTH = 35;
  private static final int MINUTES_A_DAY = 1440;
  private static final int DAYS_TO_1970 = 719_468;
  private static final int[] WEIGHTS = {100, 10, 1};

  private IsoDigits() {}

  /**
   * Epoch milliseconds of a date, or of a date and time with an offset.
   *
   * @param zone of a time without one; null: such a time is not read
   */
  static long parse(char[] text, int from, int length, ZoneRules zone) {
    if (length == DATE_LENGTH) {
      return date(text, from);
    }
    if (length < MINUTES_LENGTH || length > MAX_LENGTH || !isBetween(text[from + DATE_LENGTH])) {
      return UNPARSABLE;
    }
    int end = from + length;
    boolean hasSeconds = length >= SECONDS_LENGTH && text[from + MINUTES_LENGTH] == ':';
    int behind = hasSeconds ? fractionEnd(text, from + SECONDS_LENGTH, end) : from + MINUTES_LENGTH;
    int minutes = text[from + 13] == ':' ? minutes(text, from + 11) : -1;
    int second = hasSeconds ? pair(text, from + 17) : 0;
    long day = date(text, from);
    if (day == UNPARSABLE || behind < 0 || minutes < 0 || second < 0 || second > 60) {
      return UNPARSABLE;
    }
    long local = day + minutes * 60_000L;
    long minute =
        behind == end && zone != null
            ? TimeReader.atZone(local, zone)
            : atOffset(local, text, behind, end);
    long millis = hasSeconds ? fraction(text, from + SECONDS_LENGTH + 1, behind) : 0;
    if (second == 60 && isLastOfDay(minute)) {
      second = 59;
    }
    boolean isInDay = minutes < MINUTES_A_DAY || (second == 0 && millis == 0);
    return minute != UNPARSABLE && second < 60 && isInDay
        ? minute + second * 1000L + millis
        : UNPARSABLE;
  }

  /** A leap second stands in the day's last minute, UTC. */
  private static boolean isLastOfDay(long minute) {
    return Math.floorMod(minute, EventTime.DAY_MILLIS) == EventTime.DAY_MILLIS - 60_000;
  }

  private static boolean isBetween(char c) {
    return c == 'T' || c == ' ' || c == 't';
  }

  /** Minutes of the day, 24:00 included; -1 if it is not a time. */
  private static int minutes(char[] text, int at) {
    int hour = pair(text, at);
    int minute = pair(text, at + 3);
    boolean isTime =
        hour >= 0 && minute >= 0 && minute <= 59 && hour * 60 + minute <= MINUTES_A_DAY;
    return isTime ? hour * 60 + minute : -1;
  }

  private static int fractionEnd(char[] text, int point, int end) {
    if (point == end || (text[point] != '.' && text[point] != ',')) {
      return point;
    }
    int at = digitsEnd(text, point + 1, end);
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

  /** What a time, which was read, has beyond its milliseconds, in microseconds. */
  static int microsOfMilli(char[] text, int from, int length) {
    int point = from + SECONDS_LENGTH;
    if (length <= SECONDS_LENGTH
        || text[from + MINUTES_LENGTH] != ':'
        || (text[point] != '.' && text[point] != ',')) {
      return 0;
    }
    int end = digitsEnd(text, point + 1, from + length);
    int micros = 0;
    for (int place = 0; place < WEIGHTS.length && point + 4 + place < end; place++) {
      micros += digit(text[point + 4 + place]) * WEIGHTS[place];
    }
    return micros;
  }

  private static long atOffset(long local, char[] text, int at, int end) {
    int length = end - at;
    if (length == 1 && (text[at] == 'Z' || text[at] == 'z')) {
      return local;
    }
    boolean isShort = length == 3;
    boolean isLong = length == 5 || (length == 6 && text[at + 3] == ':');
    if (!(isShort || isLong) || (text[at] != '+' && text[at] != '-')) {
      return UNPARSABLE;
    }
    int hours = pair(text, at + 1);
    int minutes = isShort ? 0 : pair(text, end - 2);
    if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 18 * 60) {
      return UNPARSABLE;
    }
    long offset = (hours * 60 + minutes) * 60_000L;
    return text[at] == '-' ? local + offset : local - offset;
  }

  /** The value of digits without leading zeros, if it fits; else, and for anything else, -1. */
  static long wholeNumber(char[] text, int offset, int length) {
    long value = 0;
    if (length == 0 || length > 19 || (text[offset] == '0' && length > 1)) {
      return -1;
    }
    for (int at = offset; at < offset + length; at++) {
      int digit = digit(text[at]);
      if (digit < 0) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return Math.max(value, -1); // 19 digits may come to more than 64 bits have, once
  }

  /** Whether the characters are a number as JSON writes it. */
  static boolean isNumber(char[] text, int from, int end) {
    int start = from < end && text[from] == '-' ? from + 1 : from;
    int at = digitsEnd(text, start, end);
    boolean isNumber = at > start && (text[start] != '0' || at == start + 1);
    if (at < end && text[at] == '.') {
      int fraction = at + 1;
      at = digitsEnd(text, fraction, end);
      isNumber &= at > fraction;
    }
    if (at < end && (text[at] | 0x20) == 'e') {
      int signed = at + 1;
      boolean hasSign = signed < end && (text[signed] == '+' || text[signed] == '-');
      int exponent = hasSign ? signed + 1 : signed;
      at = digitsEnd(text, exponent, end);
      isNumber &= at > exponent;
    }
    return isNumber && at == end;
  }

  private static int digitsEnd(char[] text, int from, int end) {
    int at = from;
    while (at < end && digit(text[at]) >= 0) {
      at++;
    }
    return at;
  }

  /** Midnight UTC of {@code yyyy-MM-dd}. */
  private static long date(char[] text, int at) {
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
    return epochDay(year, month, day) * EventTime.DAY_MILLIS;
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
