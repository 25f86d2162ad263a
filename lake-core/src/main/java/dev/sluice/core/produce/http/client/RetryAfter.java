package dev.sluice.core.produce.http.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header Retry-After: seconds, or a date (RFC 9110, 10.2.3). */
public final class RetryAfter {
  private static final Duration LONGEST = Duration.ofDays(7);

  private RetryAfter() {}

  /**
   * How long to wait. A date counts from the answer's own, since clocks differ.
   *
   * @param now where the answer has no date
   */
  public static Optional<Duration> of(HttpAnswer answer, Instant now) {
    return answer.header("retry-after").flatMap(text -> parse(text.strip(), answer, now));
  }

  private static Optional<Duration> parse(String text, HttpAnswer answer, Instant now) {
    if (text.matches("\\d{1,9}")) {
      return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(text))));
    }
    Instant from = answer.header("date").flatMap(RetryAfter::date).orElse(now);
    return date(text).map(until -> bounded(Duration.between(from, until)));
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
