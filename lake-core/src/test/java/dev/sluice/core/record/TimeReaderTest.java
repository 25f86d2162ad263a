package dev.sluice.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.TimeFormat;
import dev.sluice.core.pipeline.TimeFormat.Form;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeReaderTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static long millis(String format, Optional<ZoneId> zone, String text) {
    Form form = Form.of(format);
    TimeFormat given = new TimeFormat(form, form == Form.PATTERN ? format : "", zone);
    char[] padded = ("9" + text + "9").toCharArray();
    return new TimeReader(given).millis(padded, 1, text.length());
  }

  private static long millis(String format, String text) {
    return millis(format, Optional.empty(), text);
  }

  @ParameterizedTest
  @CsvSource({
    "epoch-s, 1780272010, 2026-06-01T00:00:10Z",
    "epoch-s, 1780272010.987654321, 2026-06-01T00:00:10.987Z",
    "epoch-s, 1.78027201e9, 2026-06-01T00:00:10Z",
    "epoch-s, 253402300799, 9999-12-31T23:59:59Z",
    "epoch-ms, 1780272010987, 2026-06-01T00:00:10.987Z",
    "epoch-ms, 1780272010, 1970-01-21T14:31:12.010Z",
    "epoch-us, 1780272010987654, 2026-06-01T00:00:10.987Z",
    "epoch-us, -1, 1969-12-31T23:59:59.999Z",
    "epoch-ns, 1780272010987654321, 2026-06-01T00:00:10.987Z",
    "epoch-ns, 9223372036854775807, 2262-04-11T23:47:16.854Z",
    "epoch-ns, 9999999999999999999, 2286-11-20T17:46:39.999Z",
  })
  void anEpochIsReadInItsUnitWhateverItsSize(String format, String text, Instant expected) {
    assertThat(Instant.ofEpochMilli(millis(format, text))).isEqualTo(expected);
  }

  @Property
  void epochsAreExactToTheMillisecond(
      @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long second,
      @ForAll @Scale(9) @net.jqwik.api.constraints.BigRange(min = "0", max = "0.999999999")
          BigDecimal part) {
    BigDecimal exact = BigDecimal.valueOf(second).add(part);
    long expected = exact.movePointRight(3).setScale(0, RoundingMode.FLOOR).longValueExact();

    assertThat(millis("epoch-s", exact.toPlainString())).isEqualTo(expected);
    assertThat(millis("epoch-ms", exact.movePointRight(3).toPlainString())).isEqualTo(expected);
    assertThat(millis("epoch-us", exact.movePointRight(6).toPlainString())).isEqualTo(expected);
    assertThat(millis("epoch-ns", exact.movePointRight(9).toBigInteger().toString()))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "epoch-s, 253402300800",
    "epoch-s, 2026-06-01T00:00:00Z",
    "epoch-ms, 1780272010000000",
    "epoch-us, 1780272010000000000",
    "epoch-us, 1e99999999999",
    "epoch-ns, soon",
    "epoch-ns, ''",
    "epoch-s, 01780272010",
    "iso, 1780272010",
    "iso, 2026-06-01T00:00:00",
    "iso, ''",
    "dd/MM/yyyy, 2026-06-01",
    "dd/MM/yyyy, 1780272010",
  })
  void whatIsWrittenInAnotherWayIsNotRead(String format, String text) {
    assertThat(millis(format, text)).isEqualTo(EventTime.UNPARSABLE);
  }

  @Property
  void localTimesAgreeWithJavaTime(
      @ForAll @LongRange(min = -2_208_988_800L, max = 4_102_444_800L) long second,
      @ForAll @IntRange(max = 999) int milli) {
    LocalDateTime local = LocalDateTime.ofEpochSecond(second, milli * 1_000_000, ZoneOffset.UTC);
    long expected = local.atZone(BERLIN).toInstant().toEpochMilli();

    assertThat(millis("iso", Optional.of(BERLIN), local.toString())).isEqualTo(expected);
    for (String pattern : new String[] {"dd.MM.yyyy HH:mm:ss.SSS", "d.M.yyyy H:m:s.SSS"}) {
      String text = DateTimeFormatter.ofPattern(pattern).format(local);
      assertThat(millis(pattern, Optional.of(BERLIN), text)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-06-01T00:00, 2026-05-31T22:00:00Z",
    "2026-06-01 00:00:00, 2026-05-31T22:00:00Z",
    "'2026-01-01T00:00:00,5', 2025-12-31T23:00:00.500Z",
    "2026-05-31T24:00, 2026-05-31T22:00:00Z",
    "2017-01-01T00:59:60, 2016-12-31T23:59:59Z",
    "2026-06-01T00:00:00Z, 2026-06-01T00:00:00Z",
    "2026-06-01T00:00:00+05:30, 2026-05-31T18:30:00Z",
    "2026-06-01, 2026-06-01T00:00:00Z",
  })
  void aTimeWithoutAnOffsetIsInTheZone(String text, Instant expected) {
    assertThat(Instant.ofEpochMilli(millis("iso", Optional.of(BERLIN), text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29T02:30, 29.03.2026 02:30, 2026-03-29T01:30:00Z",
    "2026-10-25T02:30, 25.10.2026 02:30, 2026-10-25T00:30:00Z",
  })
  void anHourThatTheClocksPassTwiceOrLeaveOutHasTheOffsetBefore(
      String iso, String german, Instant expected) {
    long millis = expected.toEpochMilli();

    assertThat(millis("iso", Optional.of(BERLIN), iso)).isEqualTo(millis);
    assertThat(millis("dd.MM.yyyy HH:mm", Optional.of(BERLIN), german)).isEqualTo(millis);
    assertThat(millis("d.M.yyyy H:m", Optional.of(BERLIN), german)).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({
    "dd/MM/yyyy HH:mm, 01/06/2026 12:00, 2026-06-01T12:00:00Z",
    "dd/MM/yyyy, 01/06/2026, 2026-06-01T00:00:00Z",
    "dd/MMM/yyyy:HH:mm:ss Z, 01/Jun/2026:12:00:00 +0200, 2026-06-01T10:00:00Z",
  })
  void aPatternWithoutAnOffsetIsInUtc(String pattern, String text, Instant expected) {
    assertThat(Instant.ofEpochMilli(millis(pattern, text))).isEqualTo(expected);
  }

  @Property
  void anyTextIsATimeOrUnparsable(@ForAll Form form, @ForAll String text) {
    String format = form == Form.PATTERN ? "dd/MM/yyyy HH:mm" : form.word();
    long time = form == Form.USUAL ? EventTime.parse(text) : millis(format, text);

    assertThat(time == EventTime.UNPARSABLE || time >= EventTime.FIRST).isTrue();
  }

  /** Their zeros were written out: one such number in a record took minutes, or ended its batch. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e999999999",
        "-1e999999999",
        "1e2147483647",
        "1e2147483648",
        "1e-2147483647",
        "1e25",
      })
  @Timeout(20)
  void aNumberFarBeyondAnyTimeCostsNothing(String number) {
    assertThat(read(number)).containsOnly(EventTime.UNPARSABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0e999999999", "-0e-999999999", "0.0"})
  @Timeout(20)
  void nothingIsTheEpochHoweverItIsWritten(String number) {
    assertThat(read(number)).containsOnly(0L);
  }

  /** In milliseconds and microseconds, by each form that numbers are read in. */
  private static long[] read(String number) {
    return Stream.of(Form.USUAL, Form.EPOCH_S, Form.EPOCH_MS, Form.EPOCH_US, Form.EPOCH_NS)
        .map(form -> new TimeReader(new TimeFormat(form, "", Optional.empty())))
        .flatMapToLong(
            times ->
                LongStream.of(
                    times.millis(number.toCharArray(), 0, number.length()),
                    times.micros(number.toCharArray(), 0, number.length())))
        .toArray();
  }
}
