package dev.sluice.localaws.scheduler;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * {@code cron(minutes hours day-of-month month day-of-week year)} as EventBridge Scheduler reads
 * it. A local time that daylight saving leaves out is skipped; one that it repeats fires once, the
 * first time.
 */
final class CronExpression {
  private final BitSet minutes;
  private final BitSet hours;
  private final BitSet months;
  private final BitSet years;
  private final Predicate<LocalDate> days;

  private CronExpression(String[] fields) {
    this.minutes = CronField.MINUTES.parse(fields[0]);
    this.hours = CronField.HOURS.parse(fields[1]);
    this.months = CronField.MONTHS.parse(fields[3]);
    this.years = CronField.YEARS.parse(fields[5]);
    boolean anyDate = fields[2].equals("?");
    if (anyDate == fields[4].equals("?")) {
      throw new IllegalArgumentException(
          "exactly one of the day-of-month and the day-of-week of a cron expression must be '?',"
              + " but"
              + " it is 'cron(%s)'".formatted(String.join(" ", fields)));
    }
    this.days = anyDate ? CronDays.ofWeek(fields[4]) : CronDays.ofMonth(fields[2]);
  }

  /** Reads the six fields between the brackets. */
  static CronExpression parse(String text) {
    String[] fields = text.trim().split("\\s+");
    if (fields.length != 6) {
      throw new IllegalArgumentException(
          "a cron expression has six fields (minutes hours day-of-month month day-of-week year),"
              + " but 'cron(%s)' has %d%s".formatted(text, fields.length, ofUnix(fields)));
    }
    return new CronExpression(fields);
  }

  /** What a Unix cron of five fields probably means; the numbers of weekdays differ. */
  private static String ofUnix(String[] fields) {
    if (fields.length != 5 || fields[4].matches(".*\\d.*")) {
      return "";
    }
    if (fields[4].equals("*")) {
      return "; did you mean 'cron(%s %s %s %s ? *)'?"
          .formatted(fields[0], fields[1], fields[2], fields[3]);
    }
    return fields[2].equals("*")
        ? "; did you mean 'cron(%s %s ? %s %s *)'?"
            .formatted(fields[0], fields[1], fields[3], fields[4])
        : "";
  }

  /** The first time after that instant, in that zone; empty when there is none before 2200. */
  Optional<Instant> nextAfter(Instant after, ZoneId zone) {
    LocalDate date = LocalDate.ofInstant(after, zone);
    while (date.getYear() <= CronField.YEARS.max()) {
      if (!years.get(date.getYear())) {
        date = LocalDate.of(date.getYear() + 1, 1, 1);
      } else if (!months.get(date.getMonthValue())) {
        date = date.withDayOfMonth(1).plusMonths(1);
      } else {
        Optional<Instant> found = days.test(date) ? on(date, after, zone) : Optional.empty();
        if (found.isPresent()) {
          return found;
        }
        date = date.plusDays(1);
      }
    }
    return Optional.empty();
  }

  private Optional<Instant> on(LocalDate date, Instant after, ZoneId zone) {
    for (int hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
      for (int minute = minutes.nextSetBit(0);
          minute >= 0;
          minute = minutes.nextSetBit(minute + 1)) {
        LocalDateTime local = date.atTime(hour, minute);
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (!offsets.isEmpty() && local.toInstant(offsets.get(0)).isAfter(after)) {
          return Optional.of(local.toInstant(offsets.get(0)));
        }
      }
    }
    return Optional.empty();
  }
}
