package dev.sluice.core.raw;

import static dev.sluice.core.raw.WriterFixture.ARRIVAL;
import static dev.sluice.core.raw.WriterFixture.SHARD;
import static dev.sluice.core.raw.WriterFixture.batch;
import static dev.sluice.core.raw.WriterFixture.pipeline;
import static dev.sluice.core.raw.WriterFixture.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.event.KinesisEventJson;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.RecordTime;
import dev.sluice.core.pipeline.PartitionField;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionTimeTest {
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final RawBatchWriter writer = new RawBatchWriter(pipeline(), store);
  private final KinesisEventJson event = new KinesisEventJson(SHARD);

  @ParameterizedTest
  @CsvSource({
    "2026-06-01T12:10:00Z, 2026-06-01T12, 0",
    "2026-06-01T12:10:00.001Z, 2026-06-01T12, 1",
    "2026-06-01T14:00:00Z, 2026-06-01T12, 1",
    "3000-01-01T00:00:00Z, 2026-06-01T12, 1",
    "2026-05-25T12:00:00Z, 2026-05-25T12, 0",
    "2026-05-25T11:59:59.999Z, 2026-06-01T12, 1",
    "1970-01-01T00:00:00Z, 2026-06-01T12, 1",
  })
  void fallsBackToArrivalBeyondTheLimits(Instant time, String hour, int outOfRange)
      throws IOException {
    event.add("1", record("a", time), ARRIVAL);

    RawBatchOutcome outcome = writer.write(batch(event));

    assertThat(store.keys().get(0)).contains(hive(hour));
    assertThat(outcome.fallbacks().outOfRange()).isEqualTo(outOfRange);
    assertThat(outcome.stored()).isEqualTo(1);
  }

  @Test
  void countsMissingAndUnparsableTimesApart() throws IOException {
    event
        .add("1", "{\"id\":\"a\"}", ARRIVAL)
        .add("2", "{\"id\":\"b\",\"time\":null}", ARRIVAL)
        .add("3", "{\"id\":\"c\",\"time\":\"soon\"}", ARRIVAL);

    RawBatchOutcome outcome = writer.write(batch(event));

    assertThat(outcome.stored()).isEqualTo(3);
    assertThat(outcome.fallbacks().missing()).isEqualTo(2);
    assertThat(outcome.fallbacks().unparsable()).isEqualTo(1);
    assertThat(outcome.fallbacks().records()).isEqualTo(3);
    assertThat(outcome.fallbacks().example()).isEqualTo("sequence number 1 of " + SHARD);
    assertThat(store.keys())
        .containsExactly("raw/sensors/" + hive("2026-06-01T12") + SHARD + "-1-3-no-time.json.gz");
  }

  @ParameterizedTest
  @CsvSource({
    "1780272010000000, set 'record.timeFormat: epoch-us'",
    "1780272010000000000, set 'record.timeFormat: epoch-ns'",
    "2026-06-01 00:00:10, 'set ''record.timeFormat: iso'', and ''record.timeZone'' to its zone,"
        + " e.g. Europe/Berlin'",
    "01.06.2026, 'set ''record.timeFormat'' to its pattern, e.g. dd/MM/yyyy HH:mm:ss'",
  })
  void aTimeThatIsNotReadIsToldWithItsRemedy(String time, String remedy) throws IOException {
    event
        .add("1", record("a", Instant.ofEpochMilli(ARRIVAL)), ARRIVAL)
        .add("2", "{\"id\":\"b\",\"time\":\"%s\"}".formatted(time), ARRIVAL)
        .add("3", "{\"id\":\"c\",\"time\":\"later\"}", ARRIVAL);

    RawBatchOutcome outcome = writer.write(batch(event));

    assertThat(outcome.fallbacks().unparsable()).isEqualTo(2);
    assertThat(outcome.fallbacks().unread())
        .isEqualTo("field 'time' is not a time: '%s'; %s".formatted(time, remedy));
  }

  @Test
  void anUnreadTimeIsShownInOneShortLine() throws IOException {
    event.add(
        "1", "{\"id\":\"b\",\"time\":\"a\\n\\u001b[31m%s\"}".formatted("x".repeat(60)), ARRIVAL);

    assertThat(writer.write(batch(event)).fallbacks().unread())
        .startsWith("field 'time' is not a time: 'a??[31m%s…'; set".formatted("x".repeat(33)));
  }

  @Test
  void recordsThatGoByArrivalAreInObjectsThatSaySo() throws IOException {
    event
        .add("1", record("a", Instant.ofEpochMilli(ARRIVAL)), ARRIVAL)
        .add("2", "{\"id\":\"b\"}", ARRIVAL)
        .add("3", record("c", Instant.parse("2020-01-01T00:00:00Z")), ARRIVAL)
        .add("4", record("d", Instant.ofEpochMilli(ARRIVAL)), ARRIVAL);

    writer.write(batch(event));

    String hour = "raw/sensors/" + hive("2026-06-01T12") + SHARD;
    assertThat(store.keys())
        .containsExactly(
            hour + "-1-4.json.gz", hour + "-2-2-no-time.json.gz", hour + "-3-3-far-time.json.gz");
    assertThat(store.keys().stream().map(RecordTime::of))
        .containsExactly(RecordTime.BELIEVED, RecordTime.MISSING, RecordTime.FAR);
  }

  @ParameterizedTest
  @CsvSource({
    "raw/a/year=2026/x-1-2-no-time.json.gz, MISSING",
    "raw/a/year=2026/x-1-2-far-time.json, FAR",
    "raw/a/year=2026/x-1-2.json.gz, BELIEVED",
    "raw/a.-no-time.b/year=2026/x-1-2.json.gz, BELIEVED",
    "raw/a/year=2026/no-time, BELIEVED",
    "raw/a/year=2026/no-time.json, BELIEVED",
    "raw/a/year=2026/sluice-2-2026-06-01-00-00-00-far-time, BELIEVED",
  })
  void aKeyTellsByWhichTimeItsRecordsLie(String key, RecordTime time) {
    assertThat(RecordTime.of(key)).isEqualTo(time);
  }

  @Test
  void takesAnyPastTimeWhenLateIsUnlimited() throws IOException {
    RawBatchWriter unlimited =
        new RawBatchWriter(pipeline(PartitionField.MONTH, Optional.empty()), store);
    event.add("1", record("a", Instant.parse("0001-01-01T00:00:00Z")), ARRIVAL);
    event.add("2", record("b", Instant.parse("2012-01-01T00:00:00Z")), ARRIVAL);
    event.add("3", record("c", Instant.parse("9999-01-01T00:00:00Z")), ARRIVAL);

    assertThat(unlimited.write(batch(event)).fallbacks().outOfRange()).isEqualTo(1);
    assertThat(store.keys())
        .containsExactly(
            "raw/sensors/year=0001/month=01/" + SHARD + "-1-1.json.gz",
            "raw/sensors/year=2012/month=01/" + SHARD + "-2-2.json.gz",
            "raw/sensors/year=2026/month=06/" + SHARD + "-3-3-far-time.json.gz");
  }

  private static String hive(String hour) {
    return "year=%s/month=%s/day=%s/hour=%s/"
        .formatted(
            hour.substring(0, 4),
            hour.substring(5, 7),
            hour.substring(8, 10),
            hour.substring(11, 13));
  }
}
