package dev.sluice.core.raw;

import static dev.sluice.core.raw.WriterFixture.ARRIVAL;
import static dev.sluice.core.raw.WriterFixture.SHARD;
import static dev.sluice.core.raw.WriterFixture.batch;
import static dev.sluice.core.raw.WriterFixture.pipeline;
import static dev.sluice.core.raw.WriterFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.event.KinesisEventJson;
import dev.sluice.core.event.KplAggregateBytes;
import dev.sluice.core.lake.InMemoryObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RejectedRecordsTest {
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final RawBatchWriter writer = new RawBatchWriter(pipeline(), store);
  private final KinesisEventJson event = new KinesisEventJson(SHARD);

  @Test
  void writesRejectedRecordsWithReasonAndPayload() throws IOException {
    byte[] latin1 = "{\"id\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    event
        .add("1", "{\"id\":\"a\"}", ARRIVAL)
        .add("2", "{\"data\":\"x\ny\"", ARRIVAL + 5)
        .add("3", "k", latin1, ARRIVAL)
        .addRaw("4", "k", "e30", "1780315200");

    RawBatchOutcome outcome = writer.write(batch(event));

    String key = "rejected/sensors/year=2026/month=06/day=01/" + SHARD + "-2-4.json";
    assertThat(text(store, key))
        .isEqualTo(
            """
            {"reason":"not JSON","shard":"shardId-000000000000","sequenceNumber":"2",\
            "subSequence":0,"partitionKey":"key","arrival":"2026-06-01T12:00:00.005Z",\
            "payload":"{\\"data\\":\\"x\\ny\\"","payloadBase64":"eyJkYXRhIjoieAp5Ig=="}
            {"reason":"not UTF-8","shard":"shardId-000000000000","sequenceNumber":"3",\
            "subSequence":0,"partitionKey":"k","arrival":"2026-06-01T12:00:00Z",\
            "payload":null,"payloadBase64":"eyJpZCI6IukifQ=="}
            {"reason":"data is not base64","shard":"shardId-000000000000","sequenceNumber":"4",\
            "subSequence":0,"partitionKey":"k","arrival":"2026-06-01T12:00:00Z",\
            "payload":"e30","payloadBase64":"ZTMw"}
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

    RawBatchOutcome outcome = writer.write(batch(event));

    assertThat(outcome.stored()).isEqualTo(1);
    assertThat(text(store, "rejected/sensors/year=2026/month=06/day=01/" + SHARD + "-7-7.json"))
        .contains("\"subSequence\":0", "\"subSequence\":2")
        .doesNotContain("\"subSequence\":1");
  }

  @Test
  void namesTheLimitBeyondWhichARecordGoes() throws IOException {
    String deep = "[".repeat(1_000) + "]".repeat(1_000);
    event
        .add("1", "{\"id\":\"a\",\"more\":" + deep + "}", ARRIVAL)
        .add("2", "{\"id\":\"b\",\"more\":" + "7".repeat(1_500) + "}", ARRIVAL)
        .add("3", "{\"id\":\"c\",\"" + "n".repeat(60_000) + "\":1}", ARRIVAL)
        .add("4", "{\"id\":\"d\"}", ARRIVAL);

    RawBatchOutcome outcome = writer.write(batch(event));

    assertThat(outcome.stored()).isEqualTo(1);
    assertThat(outcome.rejected())
        .isEqualTo(
            Map.of(
                "nested deeper than 1,000 levels", 1,
                "a number is longer than 1,000 characters", 1,
                "a field's name is longer than 50,000 characters", 1));
  }

  @Test
  void rejectsIdsThatAreCutInAnEmoji() throws IOException {
    event
        .add("1", "{\"id\":\"room-\\ud83d\"}", ARRIVAL)
        .add("2", "{\"id\":\"room-\\ud83e\"}", ARRIVAL)
        .add("3", "{\"id\":\"room-\\ud83d\\ude00\",\"more\":\"\\ud83d\"}", ARRIVAL);

    RawBatchOutcome outcome = writer.write(batch(event));

    assertThat(outcome.stored()).isEqualTo(1);
    assertThat(outcome.rejected())
        .isEqualTo(Map.of("field 'id' is not Unicode: half of a surrogate pair", 2));
  }

  @Test
  void keepsTheBytesAsTheyCame() throws IOException {
    String payload = "{\"id\":9007199254740993,\"v\":1.10}";
    event.add("1", payload, ARRIVAL);
    writer.write(batch(event));

    JsonNode line =
        new ObjectMapper()
            .readTree(
                text(store, "rejected/sensors/year=2026/month=06/day=01/" + SHARD + "-1-1.json"));
    assertThat(line.get("payloadBase64").binaryValue())
        .isEqualTo(payload.getBytes(StandardCharsets.UTF_8));
    assertThat(line.get("partitionKey").asText()).isEqualTo("key");
  }
}
