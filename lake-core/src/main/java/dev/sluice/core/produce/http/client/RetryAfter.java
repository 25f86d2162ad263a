package dev.sluice.core.produce.http.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How long a server wants not to be asked: the header Retry-After, seconds or a date (RFC 9110,
 * 10.2.3), or for a limit that is used up the time at which it is filled again.
 */
public final class RetryAfter {
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final long EPOCH_SECONDS = 1_000_000_000;
  private static final long EPOCH_MILLIS = 1_000_000_000_000L;

  private RetryAfter() {}

  /**
   * How long to wait. A date counts from the answer's own, since clocks differ.
   *
   * @param now where the answer has no date
   */
  public static Optional<Duration> of(HttpAnswer answer, Instant now) {
    Instant from = answer.header("date").flatMap(RetryAfter::date).orElse(now);
    Optional<Duration> said = header(answer, "retry-after").flatMap(text -> parse(text, from));
    return said.isPresent() || !isUsedUp(answer) ? said : reset(answer, from);
  }

  /** Whether the server says that nothing is left of its limit, as GitHub does with a 403. */
  public static boolean isUsedUp(HttpAnswer answer) {
    return header(answer, "x-ratelimit-remaining")
        .or(() -> header(answer, "ratelimit-remaining"))
        .filter("0"::equals)
        .isPresent();
  }

  private static Optional<String> header(HttpAnswer answer, String name) {
    return answer.header(name).map(String::strip);
  }

  /** Seconds from now on, or since 1970, or milliseconds since then: APIs differ. */
  private static Optional<Duration> reset(HttpAnswer answer, Instant from) {
    return header(answer, "x-ratelimit-reset")
        .or(() -> header(answer, "ratelimit-reset"))
        .filter(text -> text.matches("\\d{1,15}"))
        .map(Long::parseLong)
        .map(
            number -> {
              if (number < EPOCH_SECONDS) {
                return bounded(Duration.ofSeconds(number));
              }
              long millis = number < EPOCH_MILLIS ? number * 1_000 : number;
              return bounded(Duration.between(from, Instant.ofEpochMilli(millis)));
            });
  }

  private static Optional<Duration> parse(String text, Instant from) {
    if (text.matches("\\d{1,9}")) {
      return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(text))));
    }
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
