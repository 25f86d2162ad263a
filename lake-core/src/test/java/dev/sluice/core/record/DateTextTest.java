package dev.sluice.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.DatePattern;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateTextTest {
  private static long millis(String pattern, String text) {
    char[] padded = ("9" + text + "9").toCharArray();
    return new DateText(pattern, ZoneOffset.UTC).millis(padded, 1, text.length());
  }

  @ParameterizedTest
  @CsvSource({
    "yyyy-MM-dd, 2025-12-29, 2025-12-29T00:00:00Z",
    "yyyy-MM-dd, 2026-01-03, 2026-01-03T00:00:00Z",
    "dd/MM/yyyy, 01/02/2024, 2024-02-01T00:00:00Z",
    "yyyyMMdd, 20240229, 2024-02-29T00:00:00Z",
    "yyyy-MM-dd HH:mm:ss.SSS, 2024-02-29 23:59:59.120, 2024-02-29T23:59:59.120Z",
    "d MMM yyyy, 3 Feb 2024, 2024-02-03T00:00:00Z",
    "yyyy-MM-dd'T'HH:mmXXX, 2024-02-03T01:00+02:00, 2024-02-02T23:00:00Z",
    "d.M.uu, 3.2.24, 2024-02-03T00:00:00Z",
    "MM/dd/yyyy hh:mm a, 02/03/2024 01:05 PM, 2024-02-03T13:05:00Z"
  })
  void readsTextsByTheirPattern(String pattern, String text, Instant expected) {
    assertThat(millis(pattern, text)).isEqualTo(expected.toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource({
    "yyyy-MM-dd, 2025-02-29",
    "yyyy-MM-dd, 2025-13-01",
    "yyyy-MM-dd, 2025-00-10",
    "yyyy-MM-dd, 0000-01-01",
    "yyyy-MM-dd, 2025-01-1",
    "yyyy-MM-dd, 2025-01-011",
    "yyyy-MM-dd, 2025/01/01",
    "yyyy-MM-dd, ''",
    "yyyy-MM-dd HH:mm, 2025-01-01 24:00",
    "d MMM yyyy, 30 Feb 2024",
    "d MMM yyyy, 3 Fev 2024"
  })
  void givesNothingForOtherTexts(String pattern, String text) {
    assertThat(millis(pattern, text)).isEqualTo(EventTime.UNPARSABLE);
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.of(
        "yyyy-MM-dd",
        "dd/MM/yyyy",
        "MM.dd.uuuu",
        "yyyyMMdd",
        "yyyy-MM-dd HH:mm:ss",
        "HH:mm dd-MM-yyyy",
        "yyyy/MM/dd HH:mm:ss.SSS");
  }

  @Property(tries = 500)
  void readsAnyDigitsAsJavaDoes(
      @ForAll("patterns") String pattern, @ForAll java.util.Random random) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(
            random.nextLong(-60_000_000_000L, 250_000_000_000L), 0, ZoneOffset.UTC);
    StringBuilder text =
        new StringBuilder(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time));
    if (random.nextBoolean()) {
      text.setCharAt(random.nextInt(text.length()), (char) ('0' + random.nextInt(10)));
    }
    long slow =
        new DatePattern(pattern, ZoneOffset.UTC)
            .millis(text)
            .filter(millis -> millis >= EventTime.FIRST && millis <= EventTime.LAST)
            .orElse(EventTime.UNPARSABLE);
    assertThat(millis(pattern, text.toString())).as(text.toString()).isEqualTo(slow);
  }
}
