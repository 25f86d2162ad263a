package dev.sluice.core.pipeline;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;

/**
 * A way to write dates and times, in the letters of {@link DateTimeFormatter}. Reading is strict:
 * there is no 31 February. A time without an offset is in a given zone; of the hour that the clocks
 * pass twice, or leave out, the offset before the change counts. A date alone is midnight UTC.
 */
public final class DatePattern {
  /** Its week-based year is not its year, so a wrong letter shows. */
  private static final LocalDateTime SAMPLE = LocalDateTime.of(2025, 12, 30, 13, 45, 59);

  private final DateTimeFormatter formatter;
  private final ZoneId zone;

  /**
   * A pattern.
   *
   * @param zone of times without an offset
   * @throws IllegalArgumentException if it is none
   */
  public DatePattern(String pattern, ZoneId zone) {
    this.zone = zone;
    formatter =
        new DateTimeFormatterBuilder()
            .appendPattern(pattern)
            .parseDefaulting(ChronoField.ERA, 1)
            .toFormatter(Locale.ENGLISH)
            .withChronology(IsoChronology.INSTANCE)
            .withResolverStyle(ResolverStyle.STRICT);
  }

  /** Milliseconds since 1970-01-01 UTC; empty if the text is not written so. */
  public Optional<Long> millis(CharSequence text) {
    return moment(text).map(Instant::toEpochMilli);
  }

  /** The moment; empty if the text is not written so. */
  public Optional<Instant> moment(CharSequence text) {
    try {
      TemporalAccessor parsed = formatter.parse(text);
      LocalDate date = parsed.query(TemporalQueries.localDate());
      if (date == null) {
        return Optional.empty();
      }
      var time = parsed.query(TemporalQueries.localTime());
      var offset = parsed.query(TemporalQueries.zone());
      LocalDateTime local = time == null ? date.atStartOfDay() : date.atTime(time);
      ZoneId missing = time == null ? ZoneOffset.UTC : zone;
      return Optional.of(local.atZone(offset == null ? missing : offset).toInstant());
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** What is wrong with a pattern, and what to write; empty if it tells a date. */
  public static Optional<String> complaint(String pattern) {
    String letters = pattern.replaceAll("'[^']*'", "");
    if (letters.contains("Y")) {
      return Optional.of(
          "Y is the year of the week, which is another around New Year; write '%s'"
              .formatted(pattern.replace('Y', 'y')));
    }
    if (letters.contains("D") && letters.matches(".*[Md].*")) {
      return Optional.of("D is the day of the year; write dd for the day of the month");
    }
    if (letters.matches(".*[hK].*") && !letters.matches(".*[aB].*")) {
      return Optional.of("h and K are hours of half a day; write HH, or add a for AM and PM");
    }
    return complaintOfSample(pattern);
  }

  private static Optional<String> complaintOfSample(String pattern) {
    try {
      DatePattern read = new DatePattern(pattern, ZoneOffset.UTC);
      String written = read.formatter.format(SAMPLE.atOffset(ZoneOffset.UTC));
      long day = SAMPLE.toLocalDate().toEpochDay();
      boolean isRead =
          read.millis(written)
              .filter(millis -> Math.floorDiv(millis, 86_400_000L) == day)
              .isPresent();
      return isRead
          ? Optional.empty()
          : Optional.of("'%s' doesn't tell a day; write e.g. yyyy-MM-dd".formatted(pattern));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.of(
          "'%s' is not a pattern of a date (%s); write e.g. yyyy-MM-dd or dd/MM/yyyy HH:mm:ss"
              .formatted(pattern, e.getMessage()));
    }
  }
}
