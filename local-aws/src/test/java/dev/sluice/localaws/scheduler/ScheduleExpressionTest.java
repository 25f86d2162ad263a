package dev.sluice.localaws.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleExpressionTest {
  private static final Instant START = Instant.parse("2026-06-01T00:00:30Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cron(0 8 ? * MON-FRI *) | 2026-06-05T08:00 | 2026-06-08T08:00",
        "cron(0/15 * * * ? *) | 2026-06-05T08:00 | 2026-06-05T08:15",
        "cron(1/10 * * * ? *) | 2026-06-05T08:00 | 2026-06-05T08:01",
        "cron(0 0 L * ? *) | 2026-01-31T00:00 | 2026-02-28T00:00",
        "cron(0 0 L * ? *) | 2028-02-01T00:00 | 2028-02-29T00:00",
        "cron(0 0 31 * ? *) | 2026-01-31T00:00 | 2026-03-31T00:00",
        "cron(0 0 29 2 ? *) | 2026-01-01T00:00 | 2028-02-29T00:00",
        "cron(0 0 15W * ? *) | 2026-08-01T00:00 | 2026-08-14T00:00",
        "cron(0 0 1W * ? *) | 2026-07-31T00:00 | 2026-08-03T00:00",
        "cron(0 0 31W * ? *) | 2026-05-01T00:00 | 2026-05-29T00:00",
        "cron(0 0 LW * ? *) | 2026-05-01T00:00 | 2026-05-29T00:00",
        "cron(0 0 ? * 6L *) | 2026-06-01T00:00 | 2026-06-26T00:00",
        "cron(0 0 ? * FRI#2 *) | 2026-06-01T00:00 | 2026-06-12T00:00",
        "cron(0 0 ? * 3#5 *) | 2026-06-01T00:00 | 2026-06-30T00:00",
        "cron(0 0 ? * L *) | 2026-06-01T00:00 | 2026-06-06T00:00",
        "cron(0 0 ? * 1 *) | 2026-06-01T00:00 | 2026-06-07T00:00",
        "cron(30 23 31 DEC ? 2026-2028/2) | 2026-12-31T23:30 | 2028-12-31T23:30",
        "cron(5,10 6-8/2 * JAN,JUN ? *) | 2026-06-30T08:10 | 2027-01-01T06:05"
      })
  void findsTheNextTime(String expression, LocalDateTime after, LocalDateTime next) {
    assertThat(next(expression, after + ":00Z", "UTC")).contains(Instant.parse(next + ":00Z"));
  }

  @Test
  void skipsATimeThatSpringLeavesOut() {
    assertThat(next("cron(30 2 * * ? *)", "2026-03-28T12:00:00Z", "Europe/Berlin"))
        .contains(Instant.parse("2026-03-30T00:30:00Z"));
  }

  @Test
  void firesOnceInTheHourThatAutumnRepeats() {
    List<Instant> times = new ArrayList<>();
    Instant at = Instant.parse("2026-10-24T22:00:00Z");
    while (times.size() < 3) {
      at = next("cron(30 2,3 * * ? *)", at.toString(), "Europe/Berlin").orElseThrow();
      times.add(at);
    }

    assertThat(times)
        .containsExactly(
            Instant.parse("2026-10-25T00:30:00Z"),
            Instant.parse("2026-10-25T02:30:00Z"),
            Instant.parse("2026-10-26T01:30:00Z"));
  }

  @Test
  void keepsTheLocalTimeOverTheYear() {
    assertThat(next("cron(0 8 * * ? *)", "2026-01-10T12:00:00Z", "America/New_York"))
        .contains(Instant.parse("2026-01-10T13:00:00Z"));
    assertThat(next("cron(0 8 * * ? *)", "2026-07-10T12:00:00Z", "America/New_York"))
        .contains(Instant.parse("2026-07-11T12:00:00Z"));
  }

  @Test
  void neverFiresOnADateThatIsNotThere() {
    assertThat(next("cron(0 0 30 2 ? *)", "2026-01-01T00:00:00Z", "UTC")).isEmpty();
    assertThat(next("cron(0 0 1 1 ? 2025)", "2026-01-01T00:00:00Z", "UTC")).isEmpty();
  }

  @Test
  void countsARateFromItsStart() {
    assertThat(next("rate(15 minutes)", "2026-05-31T00:00:00Z", "UTC")).contains(START);
    assertThat(next("rate(15 minutes)", "2026-06-01T00:00:30Z", "UTC"))
        .contains(Instant.parse("2026-06-01T00:15:30Z"));
    assertThat(next("rate(1 day)", "2026-06-03T12:00:00Z", "UTC"))
        .contains(Instant.parse("2026-06-04T00:00:30Z"));
  }

  @Test
  void firesOnceAtATime() {
    String once = "at(2026-06-02T08:00:00)";
    assertThat(next(once, "2026-06-01T00:00:00Z", "Asia/Kolkata"))
        .contains(Instant.parse("2026-06-02T02:30:00Z"));
    assertThat(next(once, "2026-06-02T02:30:00Z", "Asia/Kolkata")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "every(5 minutes)",
        "rate(0 minutes)",
        "rate(5 seconds)",
        "rate(five minutes)",
        "at(tomorrow)",
        "cron(* * * * *)",
        "cron(0 8 * * * *)",
        "cron(0 8 ? * ? *)",
        "cron(60 8 * * ? *)",
        "cron(0 24 * * ? *)",
        "cron(0 8 0 * ? *)",
        "cron(0 8 32 * ? *)",
        "cron(0 8 ? * 8 *)",
        "cron(0 8 ? * MON#6 *)",
        "cron(0 8 ? * FRI-MON *)",
        "cron(0/0 8 * * ? *)",
        "cron(a 8 * * ? *)",
        "cron(0 8 * * ? 1969)"
      })
  void refusesWhatIsNoSchedule(String expression) {
    assertThatThrownBy(() -> ScheduleExpression.parse(expression, ZoneId.of("UTC")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Optional<Instant> next(String expression, String after, String zone) {
    return ScheduleExpression.parse(expression, ZoneId.of(zone))
        .nextAfter(Instant.parse(after), expression.startsWith("rate") ? START : Instant.EPOCH);
  }
}
