package dev.sluice.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {
  @Property
  void agreesWithJavaTime(
      @ForAll @LongRange(min = -62_135_510_400L, max = 253_402_214_400L) long second,
      @ForAll @IntRange(min = 0, max = 999_999_999) int nano,
      @ForAll @IntRange(min = -17 * 60, max = 17 * 60) int offsetMinutes) {
    OffsetDateTime time =
        Instant.ofEpochSecond(second, nano).atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
    long expected = time.toInstant().toEpochMilli();

    if (time.getYear() >= 1 && time.getYear() <= 9999) {
      assertThat(EventTime.parse(time.toString())).isEqualTo(expected);
      assertThat(EventTime.parse(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time)))
          .isEqualTo(expected);
    }
  }

  @Property
  void agreesWithJavaTimeOnDates(@ForAll @LongRange(min = -719_162, max = 2_932_896) long day) {
    String text = LocalDate.ofEpochDay(day).toString();

    assertThat(EventTime.parse(text)).isEqualTo(day * 86_400_000);
  }

  @Property
  void anyTextIsATimeOrUnparsable(@ForAll String text) {
    long time = EventTime.parse(text);

    assertThat(time == EventTime.UNPARSABLE || time >= EventTime.FIRST).isTrue();
  }

  @Property
  void numbersAgreeWithInstants(@ForAll @LongRange(min = 0, max = 99_999_999_999L) long second) {
    assertThat(number(Long.toString(second))).isEqualTo(second * 1000);
    assertThat(number(second + ".25")).isEqualTo(second * 1000 + 250);
    assertThat(number("-" + second + ".0"))
        .isEqualTo(second * -1000 < EventTime.FIRST ? EventTime.UNPARSABLE : second * -1000);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-06-01T00:00:10Z, 2026-06-01T00:00:10Z",
    "2026-06-01T02:00:10+02:00, 2026-06-01T00:00:10Z",
    "2026-06-01T02:00:10.123456789+02:00, 2026-06-01T00:00:10.123Z",
    "2026-05-31T18:30:10.5-05:30, 2026-06-01T00:00:10.5Z",
    "2026-06-01T00:00Z, 2026-06-01T00:00:00Z",
    "2026-06-01T01:00:00+0100, 2026-06-01T00:00:00Z",
    "2026-06-01T01:00:00+01, 2026-06-01T00:00:00Z",
    "2026-06-01T00:00-0100, 2026-06-01T01:00:00Z",
    "2026-06-01 00:00:00+00:00, 2026-06-01T00:00:00Z",
    "2026-06-01t00:00:00z, 2026-06-01T00:00:00Z",
    "'2026-06-01T00:00:00,5Z', 2026-06-01T00:00:00.500Z",
    "2026-05-31T24:00:00Z, 2026-06-01T00:00:00Z",
    "2026-05-31T24:00+00:00, 2026-06-01T00:00:00Z",
    "2016-12-31T23:59:60Z, 2016-12-31T23:59:59Z",
    "2017-01-01T00:59:60.25+01:00, 2016-12-31T23:59:59.250Z",
    "2024-02-29T12:00:00Z, 2024-02-29T12:00:00Z",
    "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.999Z",
    "2026-06-01, 2026-06-01T00:00:00Z",
    "2000-02-29, 2000-02-29T00:00:00Z",
  })
  void readsIsoTimes(String text, Instant expected) {
    assertThat(Instant.ofEpochMilli(EventTime.parse(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-02-29",
        "1900-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-01-00",
        "2026-04-31T00:00:00Z",
        "2026-06-01T24:00:01Z",
        "2026-06-01T00:60:00Z",
        "2026-06-01T00:00:60Z",
        "2026-06-01T00:00:00.1234567890Z",
        "2026-06-01T00:00:00+19:00",
        "2026-06-01T00:00:00+01:60",
        "2026/06/01",
        "2026-06-01T24:00:00.5Z",
        "2026-06-01T25:00:00Z",
        "2026-06-01T23:59:60+02:00",
        "2026-06-01T23:59:61Z",
        "2026-06-01T00:00:00,Z",
        "2026-06-01T00:00:00",
        "2026-06-01 00:00:00",
        "2026-06-01T00:00:00 +00:00",
        "2026-06-01T00:00:00+00:0",
        "20260601T000000Z",
        " 1780272010",
        "01780272010",
        "1780272010.",
        "1780272010000000",
        "0000-01-01",
        "+10000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "\u0662\u0660\u0662\u0666-06-01",
      })
  void anythingElseIsUnparsable(String text) {
    assertThat(EventTime.parse(text)).isEqualTo(EventTime.UNPARSABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "1780272000, 1780272000000",
    "1780272000.987, 1780272000987",
    "1780272000.9879, 1780272000987",
    "1.780272000987E9, 1780272000987",
    "1780272000987, 1780272000987",
    "1.780272000987E12, 1780272000987",
    "99999999999, 99999999999000",
    "100000000000, 100000000000",
    "-1.5, -1500",
    "1.5e-3, 1",
    "0, 0",
  })
  void readsNumbersAsSecondsOrMilliseconds(String text, long millis) {
    assertThat(number(text)).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "1E2000000000", "-1e30", "253402300800000", "", "-"})
  void numbersBeyondTheYear9999AreUnparsable(String text) {
    assertThat(number(text)).isEqualTo(EventTime.UNPARSABLE);
  }

  private static long number(String text) {
    return EventTime.parse(text.toCharArray(), 0, text.length());
  }
}
