package dev.sluice.localaws.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.http.AwsException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples and rules of Firehose's developer guide. */
class KeyPrefixTest {
  private static final Instant THEN = Instant.parse("2018-08-27T10:30:00Z");
  private static final String ERRORS = "failures/!{firehose:error-output-type}/";

  @ParameterizedTest
  @CsvSource({
    "'',2018/08/27/10/",
    "raw/farm/,raw/farm/2018/08/27/10/",
    "myFirehosePrefix,myFirehosePrefix2018/08/27/10/",
    "rand=!{firehose:random-string}/,rand=046b6c7f-0b/2018/08/27/10/",
    "year=!{timestamp:yyyy}/month=!{timestamp:MM}/,year=2018/month=08/",
    "p/!{timestamp:'year='yyyy'/month='MM'/day='dd}/,p/year=2018/month=08/day=27/"
  })
  void evaluatesExpressions(String prefix, String key) {
    assertThat(KeyPrefix.of(prefix, ERRORS, ZoneOffset.UTC).at(THEN, () -> "046b6c7f-0b"))
        .isEqualTo(key);
  }

  /** {@code YYYY} is the week's year, also for Firehose. */
  @ParameterizedTest
  @CsvSource({
    "2025-12-29T00:00:00Z,2025 2026",
    "2026-12-31T23:59:59Z,2026 2027",
    "2027-01-01T00:00:00Z,2027 2027"
  })
  void takesTheCalendarsYear(Instant time, String years) {
    assertThat(
            KeyPrefix.of("!{timestamp:yyyy} !{timestamp:YYYY}", ERRORS, ZoneOffset.UTC)
                .at(time, () -> ""))
        .isEqualTo(years);
  }

  @Test
  void writesTimesInTheChosenZone() {
    assertThat(KeyPrefix.of("", null, ZoneId.of("Asia/Tokyo")).at(THEN, () -> ""))
        .isEqualTo("2018/08/27/19/");
  }

  @ParameterizedTest
  @CsvSource({
    "!{timestamp:yyyy}/,,ErrorOutputPrefix cannot be null",
    "!{timestamp:yyyy}/,errors/!{timestamp:yyyy}/,error-output-type",
    "!{firehose:error-output-type}/,errors/,Prefix cannot contain",
    "!{timestamp:jjjj}/,errors/,is not a time pattern",
    "!{timestamp:}/,errors/,empty",
    "!{firehose:name}/,errors/,not known",
    "!{partitionKeyFromQuery:id}/,errors/,namespace 'partitionKeyFromQuery'",
    "a!{b/,errors/,contains '!{'"
  })
  void refusesWhatFirehoseRefuses(String prefix, String errorPrefix, String reason) {
    assertThatThrownBy(() -> KeyPrefix.of(prefix, errorPrefix, ZoneOffset.UTC))
        .isInstanceOf(AwsException.class)
        .hasMessageContaining(reason)
        .extracting(e -> ((AwsException) e).code())
        .isEqualTo("InvalidArgumentException");
  }

  @Test
  void refusesAPrefixThatBecomesTooLong() {
    assertThatThrownBy(() -> KeyPrefix.of("x".repeat(500), null, ZoneOffset.UTC))
        .hasMessageContaining("512");
  }
}
