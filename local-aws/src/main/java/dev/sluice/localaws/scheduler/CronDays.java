package dev.sluice.localaws.scheduler;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.BitSet;
import java.util.Locale;
import java.util.function.Predicate;

/** The day fields of a cron expression: which dates they take. */
final class CronDays {
  private CronDays() {}

  /** {@code L} is the month's last day, {@code 15W} the weekday nearest to the 15th. */
  static Predicate<LocalDate> ofMonth(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    if (upper.equals("L")) {
      return date -> date.getDayOfMonth() == date.lengthOfMonth();
    }
    if (upper.equals("LW")) {
      return date -> date.equals(nearestWeekday(YearMonth.from(date), date.lengthOfMonth()));
    }
    if (upper.endsWith("W")) {
      int day = CronField.DAYS.value(upper.substring(0, upper.length() - 1));
      return date ->
          day <= date.lengthOfMonth() && date.equals(nearestWeekday(YearMonth.from(date), day));
    }
    BitSet days = CronField.DAYS.parse(text);
    return date -> days.get(date.getDayOfMonth());
  }

  /**
   * {@code 6L} is the month's last Friday, {@code 3#2} its second Tuesday, {@code L} alone
   * Saturday.
   */
  static Predicate<LocalDate> ofWeek(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    if (upper.equals("L")) {
      return date -> date.getDayOfWeek() == DayOfWeek.SATURDAY;
    }
    if (upper.endsWith("L")) {
      DayOfWeek day = weekday(upper.substring(0, upper.length() - 1));
      return date -> date.equals(date.with(TemporalAdjusters.lastInMonth(day)));
    }
    int hash = upper.indexOf('#');
    if (hash >= 0) {
      DayOfWeek day = weekday(upper.substring(0, hash));
      String which = upper.substring(hash + 1);
      if (!which.matches("[1-5]")) {
        throw CronField.WEEKDAYS.invalid(text);
      }
      int ordinal = Integer.parseInt(which);
      return date -> date.getDayOfWeek() == day && (date.getDayOfMonth() + 6) / 7 == ordinal;
    }
    BitSet days = CronField.WEEKDAYS.parse(text);
    return date -> days.get(date.getDayOfWeek().getValue() % 7 + 1);
  }

  private static DayOfWeek weekday(String text) {
    int sundayIsOne = CronField.WEEKDAYS.value(text);
    return sundayIsOne == 1 ? DayOfWeek.SUNDAY : DayOfWeek.of(sundayIsOne - 1);
  }

  /** Stays within the month: the 1st on a Saturday gives Monday the 3rd. */
  private static LocalDate nearestWeekday(YearMonth month, int day) {
    LocalDate date = month.atDay(day);
    return switch (date.getDayOfWeek()) {
      case SATURDAY -> day == 1 ? date.plusDays(2) : date.minusDays(1);
      case SUNDAY -> day == month.lengthOfMonth() ? date.minusDays(2) : date.plusDays(1);
      default -> date;
    };
  }
}
