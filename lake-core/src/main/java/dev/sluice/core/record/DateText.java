package dev.sluice.core.record;

import dev.sluice.core.pipeline.DatePattern;
import java.nio.CharBuffer;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.zone.ZoneRules;

/**
 * Reads dates and times that are written by a pattern. Patterns of digits in fixed places, such as
 * {@code dd/MM/yyyy HH:mm:ss}, are read without making objects; the results are the same. Years 1
 * to 9999, as in {@link EventTime}.
 */
final class DateText {
  private static final String FIELDS = "yMdHmsS";
  private static final String SHAPE = "(yyyy|uuuu|MM|dd|HH|mm|ss|SSS|[^a-zA-Z'\\[\\]{}#])+";

  private final DatePattern pattern;
  private final char[] places;
  private final boolean isFixed;
  private final int[] values = new int[FIELDS.length()];
  private final ZoneRules zone;
  private final boolean hasTime;

  /**
   * @param zone of times without an offset
   */
  DateText(String text, ZoneId zone) {
    pattern = new DatePattern(text, zone);
    this.zone = zone.getRules();
    hasTime = text.contains("H");
    places = text.replace('u', 'y').toCharArray();
    isFixed =
        text.matches(SHAPE)
            && FIELDS.chars().allMatch(field -> isOnce(text, (char) field))
            && hasNoGap(text);
  }

  /** Minutes without an hour, or seconds without a minute, are no time for java.time. */
  private static boolean hasNoGap(String text) {
    String units = "SsmH";
    return units
        .chars()
        .limit(3)
        .allMatch(
            unit ->
                text.indexOf(unit) < 0 || text.indexOf(units.charAt(units.indexOf(unit) + 1)) >= 0);
  }

  /** A field that came twice would have to agree with itself. */
  private static boolean isOnce(String text, char field) {
    String letters = text.replace('u', 'y').replaceAll("[^" + field + "]", "");
    return letters.length() <= (field == 'y' ? 4 : field == 'S' ? 3 : 2);
  }

  /** Milliseconds since 1970-01-01 UTC; {@link EventTime#UNPARSABLE} if it is not written so. */
  long millis(char[] text, int offset, int length) {
    if (isFixed) {
      return length == places.length && readPlaces(text, offset) ? fixed() : EventTime.UNPARSABLE;
    }
    return pattern
        .millis(CharBuffer.wrap(text, offset, length))
        .filter(millis -> millis >= EventTime.FIRST && millis <= EventTime.LAST)
        .orElse(EventTime.UNPARSABLE);
  }

  /** The same in microseconds. */
  long micros(char[] text, int offset, int length) {
    long millis = millis(text, offset, length);
    if (isFixed || millis == EventTime.UNPARSABLE) {
      return millis == EventTime.UNPARSABLE ? millis : millis * 1000;
    }
    return pattern
        .moment(CharBuffer.wrap(text, offset, length))
        .map(moment -> millis * 1000 + moment.getNano() / 1000 % 1000)
        .orElse(EventTime.UNPARSABLE);
  }

  private boolean readPlaces(char[] text, int offset) {
    java.util.Arrays.fill(values, 0);
    for (int i = 0; i < places.length; i++) {
      int field = FIELDS.indexOf(places[i]);
      char c = text[offset + i];
      if (field < 0 ? c != places[i] : c < '0' || c > '9') {
        return false;
      }
      if (field >= 0) {
        values[field] = values[field] * 10 + (c - '0');
      }
    }
    return true;
  }

  private long fixed() {
    int year = values[0];
    int month = values[1];
    int day = values[2];
    boolean isDay = year >= 1 && month >= 1 && month <= 12 && day >= 1;
    if (!isDay || (day > 28 && day > YearMonth.of(year, month).lengthOfMonth())) {
      return EventTime.UNPARSABLE;
    }
    if (values[3] > 23 || values[4] > 59 || values[5] > 59) {
      return EventTime.UNPARSABLE;
    }
    long seconds = (values[3] * 60L + values[4]) * 60 + values[5];
    long local =
        LocalDate.of(year, month, day).toEpochDay() * EventTime.DAY_MILLIS
            + seconds * 1000
            + values[6];
    return hasTime ? EventTime.inYears(TimeReader.atZone(local, zone)) : local;
  }
}
