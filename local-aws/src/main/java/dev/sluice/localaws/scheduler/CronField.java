package dev.sluice.localaws.scheduler;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** A field of a cron expression that is a set of numbers. */
record CronField(String name, int min, int max, List<String> names) {
  static final CronField MINUTES = new CronField("minutes", 0, 59, List.of());
  static final CronField HOURS = new CronField("hours", 0, 23, List.of());
  static final CronField DAYS = new CronField("days of a month", 1, 31, List.of());
  static final CronField YEARS = new CronField("years", 1970, 2199, List.of());
  static final CronField MONTHS =
      new CronField(
          "months",
          1,
          12,
          List.of(
              "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"));
  static final CronField WEEKDAYS =
      new CronField(
          "days of a week", 1, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"));

  /** Reads {@code 1,3}, {@code 1-5}, {@code *}, {@code 0/10}, {@code MON-FRI}. */
  BitSet parse(String text) {
    BitSet values = new BitSet(max + 1);
    for (String part : text.split(",", -1)) {
      String[] steps = part.split("/", 2);
      int[] range = range(steps[0], steps.length > 1);
      int step = steps.length > 1 ? Integer.parseInt(digits(steps[1], part)) : 1;
      if (step < 1) {
        throw invalid(part);
      }
      for (int value = range[0]; value <= range[1]; value += step) {
        values.set(value);
      }
    }
    return values;
  }

  private int[] range(String text, boolean stepped) {
    if (text.equals("*")) {
      return new int[] {min, max};
    }
    int dash = text.indexOf('-');
    int from = value(dash < 0 ? text : text.substring(0, dash));
    int to = dash < 0 ? (stepped ? max : from) : value(text.substring(dash + 1));
    if (from > to) {
      throw invalid(text);
    }
    return new int[] {from, to};
  }

  int value(String text) {
    int named = names.indexOf(text.toUpperCase(Locale.ROOT));
    int value = named >= 0 ? named + min : Integer.parseInt(digits(text, text));
    if (value < min || value > max) {
      throw invalid(text);
    }
    return value;
  }

  private String digits(String text, String whole) {
    if (!text.matches("\\d{1,4}")) {
      throw invalid(whole);
    }
    return text;
  }

  IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException(
        "the %s of a cron expression are %d to %d%s, not '%s'"
            .formatted(
                name,
                min,
                max,
                names.isEmpty() ? "" : " or " + names.get(0) + " to " + names.get(names.size() - 1),
                text));
  }
}
