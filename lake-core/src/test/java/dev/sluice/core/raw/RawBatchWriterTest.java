package dev.sluice.core.raw;

import static dev.sluice.core.raw.WriterFixture.ARRIVAL;
import static dev.sluice.core.raw.WriterFixture.SHARD;
import static dev.sluice.core.raw.WriterFixture.batch;
import static dev.sluice.core.raw.WriterFixture.pipeline;
import static dev.sluice.core.raw.WriterFixture.record;
import static dev.sluice.core.raw.WriterFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.event.KinesisEventJson;
import dev.sluice.core.event.KplAggregateBytes;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.store.InMemoryObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawBatchWriterTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final String DAY = "raw/sensors/year=2026/month=06/day=01";
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final RawBatchWriter writer = new RawBatchWriter(pipeline(), store);
  private final KinesisEventJson event = new KinesisEventJson(SHARD);

  @Test
  void writesOneObjectPerPartitionOfEventTime() throws IOException {
    event
        .add("101", record("a", NOON.minusSeconds(1)), ARRIVAL)
        .add("102", record("b", NOON), ARRIVAL)
        .add("103", record("c", NOON.minusSeconds(2)), ARRIVAL);

    BatchOutcome outcome = writer.write(batch(event));

    String eleven = DAY + "/hour=11/" + SHARD + "-101-103.json.gz";
    String twelve = DAY + "/hour=12/" + SHARD + "-102-102.json.gz";
    assertThat(store.keys()).containsExactly(eleven, twelve);
    assertThat(text(store, eleven))
        .isEqualTo(
            """
            {"id":"a","time":"2026-06-01T11:59:59Z","data":1.5}
            {"id":"c","time":"2026-06-01T11:59:58Z","data":1.5}
            """);
    assertThat(text(store, twelve)).isEqualTo(record("b", NOON) + "\n");
    assertThat(store.head(eleven).orElseThrow().metadata())
        .isEqualTo(Map.of("records", "2", "first", "101", "last", "103"));
    assertThat(store.contentType(eleven)).isEqualTo("application/gzip");
    long bytes = store.bytes(eleven).length + store.bytes(twelve).length;
    assertThat(outcome).isEqualTo(new BatchOutcome(3, Map.of(), 0, 0, 0, 2, bytes));
    assertThat(outcome.isClean()).isTrue();
  }

  @Test
  void writesTheGoldenBytes() throws IOException {
    event.add("1", "{\"id\":\"a\"}", ARRIVAL);

    writer.write(batch(event));

    // Header of RFC 1952 with no time, level 1, no system; deflate of {"id":"a"}\n; CRC-32; 11.
    assertThat(store.bytes(store.keys().get(0)))
        .asHexString()
        .isEqualToIgnoringCase(
            "1F8B08000000000004FF" + "AB56CA4C51B2524A54AAE50200" + "5FB298DD" + "0B000000");
    assertThat(
            HexFormat.of()
                .formatHex(text(store, store.keys().get(0)).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("7b226964223a2261227d0a");
  }

  @Test
  void keepsUnknownFieldsAndTheWayNumbersAreWritten() throws IOException {
    String payload = "{\"id\":\"a\", \"more\":{\"n\":1.10,\"big\":1e400,\"s\":\"\\u00e9é\"}}";
    event.add("1", payload, ARRIVAL);

    writer.write(batch(event));

    assertThat(text(store, store.keys().get(0))).isEqualTo(payload + "\n");
  }

  @Test
  void putsAPayloadOfSeveralLinesOntoOne() throws IOException {
    event.add(
        "1", "{\r\n  \"id\": \"a \\\" \\\\\",\n\t\"x\": [1.10, 2],\"y\" : \" {\\n\"\n}\n", ARRIVAL);

    writer.write(batch(event));

    assertThat(text(store, store.keys().get(0)))
        .isEqualTo("{\"id\":\"a \\\" \\\\\",\"x\":[1.10,2],\"y\":\" {\\n\"}\n");
  }

  @Test
  void writesRejectedRecordsWithReasonAndPayload() throws IOException {
    byte[] latin1 = "{\"id\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    event
        .add("1", "{\"id\":\"a\"}", ARRIVAL)
        .add("2", "{\"data\":\"x\ny\"", ARRIVAL + 5)
        .add("3", "k", latin1, ARRIVAL)
        .addRaw("4", "k", "e30", "1780315200");

    BatchOutcome outcome = writer.write(batch(event));

    String key = "rejected/sensors/year=2026/month=06/day=01/" + SHARD + "-2-4.json";
    assertThat(text(store, key))
        .isEqualTo(
            """
            {"reason":"not JSON","shard":"shardId-000000000000","sequenceNumber":"2",\
            "subSequence":0,"partitionKey":"key","arrival":"2026-06-01T12:00:00.005Z",\
            "payload":"{\\"data\\":\\"x\\ny\\""}
            {"reason":"not UTF-8","shard":"shardId-000000000000","sequenceNumber":"3",\
            "subSequence":0,"partitionKey":"k","arrival":"2026-06-01T12:00:00Z",\
            "payloadBase64":"eyJpZCI6IukifQ=="}
            {"reason":"data is not base64","shard":"shardId-000000000000","sequenceNumber":"4",\
            "subSequence":0,"partitionKey":"k","arrival":"2026-06-01T12:00:00Z","payload":"e30"}
            """);
    assertThat(outcome.stored()).isEqualTo(1);
    assertThat(outcome.rejected())
        .isEqualTo(Map.of("not JSON", 1, "not UTF-8", 1, "data is not base64", 1));
    assertThat(outcome.rejectedRecords()).isEqualTo(3);
    assertThat(outcome.isClean()).isFalse();
  }

  @Test
  void partitionsRejectedRecordsByDayOfArrival() throws IOException {
    event.add("1", "x", ARRIVAL).add("2", "y", ARRIVAL + 86_400_000);

    assertThat(writer.write(batch(event)).objects()).isEqualTo(2);
    assertThat(store.keys())
        .containsExactly(
            "rejected/sensors/year=2026/month=06/day=01/" + SHARD + "-1-1.json",
            "rejected/sensors/year=2026/month=06/day=02/" + SHARD + "-2-2.json");
  }

  @Test
  void tellsRejectedRecordsOfOneAggregateApart() throws IOException {
    byte[] bad = "bad".getBytes(StandardCharsets.UTF_8);
    byte[] good = "{\"id\":\"a\"}".getBytes(StandardCharsets.UTF_8);
    KplAggregateBytes aggregate = new KplAggregateBytes().partitionKey("p");
    aggregate.record(0, -1, bad).record(0, -1, good).record(0, -1, bad);
    event.add("7", "outer", aggregate.bytes(), ARRIVAL);

    BatchOutcome outcome = writer.write(batch(event));

    assertThat(outcome.stored()).isEqualTo(1);
    assertThat(text(store, "rejected/sensors/year=2026/month=06/day=01/" + SHARD + "-7-7.json"))
        .contains("\"subSequence\":0", "\"subSequence\":2")
        .doesNotContain("\"subSequence\":1");
  }

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

    BatchOutcome outcome = writer.write(batch(event));

    assertThat(store.keys().get(0)).contains(hive(hour));
    assertThat(outcome.outOfRangeTime()).isEqualTo(outOfRange);
    assertThat(outcome.stored()).isEqualTo(1);
  }

  @Test
  void countsMissingAndUnparsableTimesApart() throws IOException {
    event
        .add("1", "{\"id\":\"a\"}", ARRIVAL)
        .add("2", "{\"id\":\"b\",\"time\":null}", ARRIVAL)
        .add("3", "{\"id\":\"c\",\"time\":\"soon\"}", ARRIVAL);

    BatchOutcome outcome = writer.write(batch(event));

    assertThat(outcome.stored()).isEqualTo(3);
    assertThat(outcome.missingTime()).isEqualTo(2);
    assertThat(outcome.unparsableTime()).isEqualTo(1);
    assertThat(outcome.fallbacks()).isEqualTo(3);
    assertThat(store.keys()).hasSize(1).first().asString().contains(hive("2026-06-01T12"));
  }

  @Test
  void takesAnyPastTimeWhenLateIsUnlimited() throws IOException {
    RawBatchWriter unlimited =
        new RawBatchWriter(pipeline(PartitionField.MONTH, Optional.empty()), store);
    event.add("1", record("a", Instant.parse("0001-01-01T00:00:00Z")), ARRIVAL);
    event.add("2", record("b", Instant.parse("2012-01-01T00:00:00Z")), ARRIVAL);
    event.add("3", record("c", Instant.parse("9999-01-01T00:00:00Z")), ARRIVAL);

    assertThat(unlimited.write(batch(event)).outOfRangeTime()).isEqualTo(1);
    assertThat(store.keys())
        .containsExactly(
            "raw/sensors/year=0001/month=01/" + SHARD + "-1-1.json.gz",
            "raw/sensors/year=2012/month=01/" + SHARD + "-2-2.json.gz",
            "raw/sensors/year=2026/month=06/" + SHARD + "-3-3.json.gz");
  }

  @Test
  void writesNothingForAnEmptyBatch() throws IOException {
    assertThat(writer.write(batch(event))).isEqualTo(new BatchOutcome(0, Map.of(), 0, 0, 0, 0, 0));
    assertThat(store.keys()).isEmpty();
  }

  private static String hive(String hour) {
    return "year=%s/month=%s/day=%s/hour=%s/"
        .formatted(
            hour.substring(0, 4),
            hour.substring(5, 7),
            hour.substring(8, 10),
            hour.substring(11, 13));
  }

  @Test
  void storesRecordsLargerThanItsBuffers() throws IOException {
    String large = "{\"id\":\"a\",\"x\":\"" + "0123456789abcdef".repeat(20_000) + "\"}";
    RawBatchWriter hourly =
        new RawBatchWriter(pipeline(PartitionField.HOUR, Optional.of(Duration.ZERO)), store);
    event.add("1", "{\"id\":\"b\"}", ARRIVAL).add("2", large, ARRIVAL).add("3", large, ARRIVAL);

    hourly.write(batch(event));

    assertThat(text(store, store.keys().get(0)))
        .isEqualTo("{\"id\":\"b\"}\n" + large + "\n" + large + "\n");
  }
}
