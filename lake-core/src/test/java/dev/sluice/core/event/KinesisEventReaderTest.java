package dev.sluice.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KinesisEventReaderTest {
  private static final String SHARD = "shardId-000000000003";
  private final KinesisEventReader reader = new KinesisEventReader();

  @Property(tries = 200)
  void decodesWhatWasEncoded(
      @ForAll @Size(max = 40) byte[][] payloads,
      @ForAll @LongRange(min = 0, max = 4_102_444_800_000L) long arrival)
      throws IOException {
    KinesisEventJson event = new KinesisEventJson(SHARD);
    for (int i = 0; i < payloads.length; i++) {
      event.add("4959" + i, "key-" + i, payloads[i], arrival + i);
    }

    RecordBatch batch = read(event.bytes());

    assertThat(batch.size()).isEqualTo(payloads.length);
    for (int i = 0; i < payloads.length; i++) {
      assertThat(payload(batch, i)).isEqualTo(payloads[i]);
      assertThat(batch.undecodable(i)).isEmpty();
      assertThat(batch.sequenceNumber(i)).isEqualTo("4959" + i);
      assertThat(batch.subSequence(i)).isZero();
      assertThat(batch.partitionKey(i)).isEqualTo("key-" + i);
      assertThat(batch.arrivalMillis(i)).isEqualTo(arrival + i);
      assertThat(batch.shardId()).isEqualTo(SHARD);
    }
  }

  @Property(tries = 200)
  void truncatedEventIsRefusedAsAWhole(@ForAll @IntRange(min = 0, max = 999) int permille) {
    byte[] event = windowed().bytes();
    byte[] part = Arrays.copyOf(event, event.length * permille / 1000);

    assertThatThrownBy(() -> read(part)).isInstanceOf(MalformedEventException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1545084650.987, 1545084650987",
    "1545084650, 1545084650000",
    "1545084650.5, 1545084650500",
    "1545084650.98, 1545084650980",
    "1.545084650987E9, 1545084650987",
    "1.545084650987e+09, 1545084650987",
    "1545084650.98699998855591, 1545084650987",
    "4102444800.001, 4102444800001",
    "0.001, 1",
    "-0.001, -1"
  })
  void readsArrivalToTheExactMillisecond(String written, long millis) throws IOException {
    RecordBatch batch = read(new KinesisEventJson(SHARD).addRaw("1", "k", "e30=", written).bytes());

    assertThat(batch.arrivalMillis(0)).isEqualTo(millis);
  }

  @Test
  void readsWindowAndStateAfterTheRecords() throws IOException {
    RecordBatch batch = read(windowed().bytes());

    assertThat(batch.window())
        .contains(
            new RecordBatch.Window(
                Instant.parse("2026-06-01T00:00:00Z"), Instant.parse("2026-06-01T00:05:00Z")));
    assertThat(batch.state()).map(this::text).contains("{\"a\":{\"n\":1.10,\"big\":1E+400}}");
    assertThat(batch.isFinalInvokeForWindow()).isTrue();
    assertThat(batch.isWindowTerminatedEarly()).isFalse();
  }

  @Test
  void readsFieldsInAnyOrder() throws IOException {
    String event =
        """
        {"isFinalInvokeForWindow": true, "state": {"a": 1}, "shardId": "shardId-7",
         "new": [{"x": [1, 2]}], "window": null,
         "Records": [{"eventID": "shardId-7:12", "kinesis": {"approximateArrivalTimestamp": 1.5,
           "extra": {"data": "no"}, "data": "e30=", "sequenceNumber": "12", "partitionKey": "k"}}]}
        """;

    RecordBatch batch = read(event.getBytes(StandardCharsets.UTF_8));

    assertThat(text(payload(batch, 0))).isEqualTo("{}");
    assertThat(batch.shardId()).isEqualTo("shardId-7");
    assertThat(batch.window()).isEmpty();
  }

  @Test
  void knowsTheShardOfAFinalEventWithoutRecords() throws IOException {
    byte[] event =
        new KinesisEventJson(SHARD)
            .window("2026-06-01T00:00:00Z", "2026-06-01T00:05:00Z", "{}", true)
            .bytes();

    assertThat(read(event).shardId()).isEqualTo(SHARD);
    assertThat(read(event).size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"e30", "e3=0", "====", "e30=e30=", "e30 ", "e\u00e90=", "=", "e===", "-_30"})
  void flagsOnlyTheRecordWithBrokenBase64(String data) throws IOException {
    RecordBatch batch =
        read(
            new KinesisEventJson(SHARD)
                .add("1", "{\"a\":1}", 0)
                .addRaw("2", "k", data, "1")
                .add("3", "{\"a\":3}", 0)
                .bytes());

    assertThat(batch.size()).isEqualTo(3);
    assertThat(batch.undecodable(1)).contains("data is not base64");
    assertThat(text(payload(batch, 1))).isEqualTo(data);
    assertThat(text(payload(batch, 0))).isEqualTo("{\"a\":1}");
    assertThat(text(payload(batch, 2))).isEqualTo("{\"a\":3}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"Records\": {}}",
        "{\"Records\": [1]}",
        "{\"Records\": [{\"kinesis\": {\"data\": \"\"}}]}",
        "{\"Records\": [{\"kinesis\": {\"data\": \"\", \"sequenceNumber\": \"1\"}}]}",
        "{\"Records\": [{\"kinesis\": {\"approximateArrivalTimestamp\": \"x\"}}]}",
        "{\"Records\": [{\"eventID\": \"noColon\"}]}",
        "{\"Records\": [{\"kinesis\": {\"data\": \"\", \"sequenceNumber\": \"1\","
            + " \"approximateArrivalTimestamp\": 1}}]}",
        "{\"Records\": [], \"window\": {\"start\": \"yesterday\"}}",
        "{\"Records\": [], \"window\": {\"start\": \"2026-06-01T00:00:00Z\"}}",
      })
  void refusesWhatIsNoEventAndSaysWhere(String event) {
    assertThatThrownBy(() -> read(event.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageStartingWith("Not a Kinesis event: ")
        .hasMessageContaining("line 1, column ");
  }

  @Test
  void refusesRecordsOfTwoShards() {
    String event =
        """
        {"Records": [
          {"eventID": "shardId-1:1", "kinesis":
            {"data": "", "sequenceNumber": "1", "approximateArrivalTimestamp": 1}},
          {"eventID": "shardId-2:2"}]}
        """;

    assertThatThrownBy(() -> read(event.getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("records of shardId-1 and shardId-2 are mixed at line 4");
  }

  private static KinesisEventJson windowed() {
    return new KinesisEventJson(SHARD)
        .add("1", "{\"a\":1}", 1_780_272_000_000L)
        .add("2", "{\"a\":2}", 1_780_272_001_000L)
        .window(
            "2026-06-01T00:00:00Z",
            "2026-06-01T00:05:00Z",
            "{\"a\":{\"n\":1.10,\"big\":1e400}}",
            true);
  }

  private RecordBatch read(byte[] event) throws IOException {
    return reader.read(new ByteArrayInputStream(event));
  }

  private String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static byte[] payload(RecordBatch batch, int record) {
    int from = batch.offset(record);
    return Arrays.copyOfRange(batch.data(), from, from + batch.length(record));
  }
}
