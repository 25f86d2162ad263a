package dev.sluice.core.digest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.event.RecordBatchBuilder;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.record.EventTime;
import dev.sluice.core.record.Period;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Which reading a digest calls the latest depends on the same times as partitions do. */
class TimesInDigestsTest {
  private static final Instant ARRIVAL = Instant.parse("2026-06-01T12:00:00Z");

  @ParameterizedTest
  @CsvFileSource(resources = "/odd-times.csv", delimiter = '|', quoteCharacter = '"')
  void theLatestReadingIsThatOfTheGreatestTime(String json, Instant moment) {
    Instant time = moment == null ? ARRIVAL : moment;

    assertThat(latest(json, time.minusMillis(1))).isEqualTo(1);
    assertThat(latest(json, time.plusMillis(1))).isEqualTo(2);
  }

  /** 1: the reading with the odd time, 2: the other one. */
  private static double latest(String json, Instant other) {
    RecordSpec record = Places.pipeline().record();
    EventTime believed =
        new EventTime(Duration.ofDays(7).toMillis(), Duration.ofMinutes(10).toMillis(), false);
    Period day = new Period(ARRIVAL.minus(Duration.ofDays(1)), ARRIVAL.plusMillis(1));
    DigestSums sums = new DigestSums(Places.DIGEST, record, believed, day);
    RecordBatchBuilder batch = new RecordBatchBuilder("shardId-000000000000");
    add(batch, 1, json.replace('\'', '"'));
    add(batch, 2, "\"" + other + "\"");
    sums.add(batch.build());
    return sums.groups().get("p").values().get(1).latest();
  }

  private static void add(RecordBatchBuilder batch, int wind, String time) {
    String payload =
        "{\"id\":\"%d\",\"place\":\"p\",\"wind\":%d,\"time\":%s}".formatted(wind, wind, time);
    batch.add(Integer.toString(wind), "p", ARRIVAL.toEpochMilli(), payload.getBytes(UTF_8));
  }
}
