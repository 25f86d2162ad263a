package dev.sluice.core.raw;

import static dev.sluice.core.raw.WriterFixture.ARRIVAL;
import static dev.sluice.core.raw.WriterFixture.SHARD;
import static dev.sluice.core.raw.WriterFixture.batch;
import static dev.sluice.core.raw.WriterFixture.pipeline;
import static dev.sluice.core.raw.WriterFixture.record;
import static dev.sluice.core.raw.WriterFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.event.KinesisEventJson;
import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.raw.RawBatchOutcome.Fallbacks;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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

    RawBatchOutcome outcome = writer.write(batch(event));

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
    long bytes = (long) store.bytes(eleven).length + store.bytes(twelve).length;
    assertThat(outcome).isEqualTo(new RawBatchOutcome(3, Map.of(), 0, Fallbacks.NONE, 2, bytes));
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
  void writesNothingForAnEmptyBatch() throws IOException {
    assertThat(writer.write(batch(event)))
        .isEqualTo(new RawBatchOutcome(0, Map.of(), 0, Fallbacks.NONE, 0, 0));
    assertThat(store.keys()).isEmpty();
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

  @Test
  void memoryHardlyGrowsWithTheNumberOfPartitions() throws IOException {
    RawBatchWriter dropping =
        new RawBatchWriter(
            pipeline(PartitionField.HOUR, Optional.empty()),
            new InMemoryObjectStore() {
              @Override
              public Optional<String> put(PutObject object) {
                return Optional.of("etag");
              }
            });
    RecordBatch one = batch(hours(1));
    RecordBatch many = batch(hours(500));
    dropping.write(many);

    long extra = allocatedBy(() -> dropping.write(many)) - allocatedBy(() -> dropping.write(one));

    // A buffer for each partition would take 64 KB, on top of what its deflater holds.
    assertThat(extra / 499).isLessThan(16_000);
  }

  private static KinesisEventJson hours(int hours) {
    KinesisEventJson event = new KinesisEventJson(SHARD);
    for (int i = 0; i < 1000; i++) {
      event.add("" + i, record("r" + i, NOON.minusSeconds(3600L * (i % hours))), ARRIVAL);
    }
    return event;
  }

  private interface Work {
    RawBatchOutcome run() throws IOException;
  }

  private static long allocatedBy(Work work) throws IOException {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    assertThat(work.run().stored()).isEqualTo(1000);
    return threads.getThreadAllocatedBytes(thread) - before;
  }
}
