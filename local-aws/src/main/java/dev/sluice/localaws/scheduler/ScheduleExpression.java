package dev.sluice.localaws.scheduler;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a schedule fires: {@code rate(…)}, {@code cron(…)} or {@code at(…)}. */
public sealed interface ScheduleExpression {
  /** The three forms. */
  Pattern FORM = Pattern.compile("(rate|cron|at)\\((.+)\\)");

  /**
   * The first time after that instant; empty: none any more.
   *
   * @param start of the schedule: rates count from it
   */
  Optional<Instant> nextAfter(Instant after, Instant start);

  /**
   * Reads an expression; {@code cron} and {@code at} are in that zone.
   *
   * @throws IllegalArgumentException says what is wrong with which text
   */
  static ScheduleExpression parse(String text, ZoneId zone) {
    Matcher form = FORM.matcher(text.trim());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a schedule; write rate(5 minutes), cron(0 8 ? * MON-FRI *) or"
              + " at(2026-06-01T08:00:00)");
    }
    String inner = form.group(2);
    return switch (form.group(1)) {
      case "rate" -> Rate.parse(inner);
      case "cron" -> new Cron(CronExpression.parse(inner), zone);
      default -> At.parse(inner, zone);
    };
  }

  /** Every so often, from the start on. A day is 24 hours. */
  record Rate(Duration period) implements ScheduleExpression {
    private static final Pattern TEXT =
        Pattern.compile("\\s*([1-9]\\d{0,8})\\s+(minute|hour|day)s?\\s*");

    static Rate parse(String text) {
      Matcher rate = TEXT.matcher(text);
      if (!rate.matches()) {
        throw new IllegalArgumentException(
            "'rate(" + text + ")' must be a positive number of minutes, hours or days");
      }
      long count = Long.parseLong(rate.group(1));
      return new Rate(
          switch (rate.group(2)) {
            case "minute" -> Duration.ofMinutes(count);
            case "hour" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
          });
    }

    @Override
    public Optional<Instant> nextAfter(Instant after, Instant start) {
      if (after.isBefore(start)) {
        return Optional.of(start);
      }
      long passed = Duration.between(start, after).dividedBy(period);
      return Optional.of(start.plus(period.multipliedBy(passed + 1)));
    }
  }

  /** At the times of a cron expression in a zone. */
  record Cron(CronExpression expression, ZoneId zone) implements ScheduleExpression {
    @Override
    public Optional<Instant> nextAfter(Instant after, Instant start) {
      Instant from = after.isBefore(start) ? start.minusNanos(1) : after;
      return expression.nextAfter(from, zone);
    }
  }

  /** Once; a time that is over when the schedule is made is never. */
  record At(Instant time) implements ScheduleExpression {
    static At parse(String text, ZoneId zone) {
      try {
        return new At(LocalDateTime.parse(text.trim()).atZone(zone).toInstant());
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(
            "'at(" + text + ")' must be a time like at(2026-06-01T08:00:00)", e);
      }
    }

    @Override
    public Optional<Instant> nextAfter(Instant after, Instant start) {
      return Optional.of(time).filter(once -> once.isAfter(after));
    }
  }
}
