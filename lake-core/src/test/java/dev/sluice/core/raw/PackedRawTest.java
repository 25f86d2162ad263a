package dev.sluice.core.raw;

import static dev.sluice.core.raw.WriterFixture.ARRIVAL;
import static dev.sluice.core.raw.WriterFixture.SHARD;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.event.KinesisEventJson;
import dev.sluice.core.event.KinesisEventReader;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.Packing;
import dev.sluice.core.pipeline.Packing.Compression;
import dev.sluice.core.pipeline.Packing.Envelope;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class PackedRawTest {
  private static final String ENVELOPE =
      "{\"messageType\":\"%s\",\"logEvents\":[{\"id\":\"1\",\"time\":1780272010250,\"message\":\"\"},"
          + "{\"id\":\"2\",\"time\":1780315200000,\"message\":\"{\\\"data\\\":1.50}\"},{\"time\":1780315200000,\"message\":\"without"
          + " id\"}]}";

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final KinesisEventJson event = new KinesisEventJson(SHARD);

  @Test
  void logEventsAreStoredByTheirOwnTimes() throws IOException {
    event
        .add("1", "key", gzip(ENVELOPE.formatted("DATA_MESSAGE")), ARRIVAL)
        .add("2", "key", gzip(ENVELOPE.formatted("CONTROL_MESSAGE")), ARRIVAL);

    RawBatchOutcome outcome = write();

    assertThat(outcome.stored()).isEqualTo(2);
    assertThat(outcome.passedOver()).isEqualTo(1);
    assertThat(outcome.rejected()).containsOnlyKeys("field 'id' is missing or null");
    assertThat(WriterFixture.keys(store, "raw/"))
        .containsExactly(
            "raw/sensors/year=2026/month=06/day=01/hour=00/" + SHARD + "-1-1.json.gz",
            "raw/sensors/year=2026/month=06/day=01/hour=12/" + SHARD + "-1-1.json.gz");
    assertThat(WriterFixture.lines(store, WriterFixture.keys(store, "raw/").get(1)))
        .containsExactly(
            "{\"id\":\"2\",\"time\":1780315200000,\"message\":\"{\\\"data\\\":1.50}\",\"data\":1.50}");
  }

  /** By the bytes that the manual's line for it takes, once the schema is right. */
  @Test
  void rejectedLogEventsCanBePutBack() throws IOException {
    String message =
        """
        {"messageType":"DATA_MESSAGE","logGroup":"g","logStream":"s","logEvents":[
         {"id":"1","time":1780315200000,"message":"{\\"data\\":\\"x\\"}"}]}\
        """;
    event.add("1", "key", gzip(message), ARRIVAL);
    assertThat(write().rejectedRecords()).isEqualTo(1);

    JsonNode line = new ObjectMapper().readTree(store.bytes(store.keys().get(0)));
    byte[] kept = line.get("payloadBase64").binaryValue();
    KinesisEventJson again = new KinesisEventJson(SHARD).add("2", "key", kept, ARRIVAL);
    Pipeline corrected =
        WriterFixture.pipeline(
            PartitionField.HOUR, Optional.of(Duration.ofDays(7)), FieldType.STRING);
    RawBatchOutcome outcome = write(corrected, again);

    assertThat(outcome.isClean()).isTrue();
    assertThat(WriterFixture.lines(store, WriterFixture.keys(store, "raw/").get(0)))
        .containsExactly(new String(kept, UTF_8));
  }

  @Test
  void whatCannotBeUnpackedIsKeptAsItCame() throws IOException {
    byte[] cut = java.util.Arrays.copyOf(gzip("{}"), 15);
    event.add("1", "key", cut, ARRIVAL);

    assertThat(write().rejected()).containsOnlyKeys("gzip: it is cut short");
    assertThat(WriterFixture.text(store, store.keys().get(0)))
        .contains(Base64.getEncoder().encodeToString(cut));
  }

  private RawBatchOutcome write() throws IOException {
    return write(WriterFixture.pipeline(), event);
  }

  private RawBatchOutcome write(Pipeline pipeline, KinesisEventJson event) throws IOException {
    Packing packing = new Packing(Compression.AUTO, Envelope.CLOUDWATCH_LOGS);
    return new RawBatchWriter(pipeline, store)
        .write(new KinesisEventReader(packing).read(new ByteArrayInputStream(event.bytes())));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
