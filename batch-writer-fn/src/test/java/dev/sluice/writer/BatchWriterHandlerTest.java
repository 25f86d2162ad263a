package dev.sluice.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.event.KinesisEventJson;
import dev.sluice.core.event.KinesisEventReader;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.metrics.RecordingMetrics;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.raw.RawBatchWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchWriterHandlerTest {
  private static final long ARRIVAL = 1_780_315_200_000L;
  private static final String READING =
      "{\"id\":\"r1\",\"turbine\":\"wt-01\",\"type\":\"temperature\",\"data\":23.1,"
          + "\"timestamp\":\"2026-06-01T12:00:00Z\"}";
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final RecordingMetrics metrics = new RecordingMetrics();

  @Test
  void storesTheBatchAndReportsNoFailure() throws IOException {
    String answer = handle(store, event().add("1", READING, ARRIVAL).add("2", "{}", ARRIVAL));

    assertThat(answer).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(store.keys())
        .containsExactly(
            "raw/windfarm/year=2026/month=06/day=01/shardId-000000000000-1-1.json.gz",
            "rejected/windfarm/year=2026/month=06/day=01/shardId-000000000000-2-2.json");
  }

  @Test
  void storesTheGoldenEventByTheDayOfEachReading() throws IOException {
    Path file = Path.of(System.getProperty("sluice.root"), "sam/events/batch-writer-records.json");
    handle(store, Files.readAllBytes(file));

    String shard = "shardId-000000000000-49590338271490256608559692538361571095921575989136588";
    String number = "-49590338271490256608559692538361571095921575989136588";
    assertThat(store.keys())
        .containsExactly(
            "raw/windfarm/year=2026/month=05/day=31/" + shard + "898" + number + "898.json.gz",
            "raw/windfarm/year=2026/month=06/day=01/" + shard + "899" + number + "901.json.gz",
            "rejected/windfarm/year=2026/month=06/day=01/" + shard + "900" + number + "900.json");
    assertThat(counts())
        .containsEntry("Stored", 3L)
        .containsEntry("Rejected", 1L)
        .doesNotContainKey("PassedOver");
  }

  @Test
  void countsWhatBecameOfTheBatch() throws IOException {
    handle(store, event().add("1", READING, ARRIVAL + 864_000_000_000L).add("2", "{}", ARRIVAL));

    assertThat(counts())
        .containsEntry("Stored", 1L)
        .containsEntry("Rejected", 1L)
        .containsEntry("OutOfRangeTime", 1L)
        .containsEntry("MissingTime", 0L)
        .containsEntry("UnparsableTime", 0L)
        .containsEntry("Objects", 2L)
        .containsKey("StoredBytes");
  }

  @Test
  void throwsWhenTheStoreFailsSoThatTheBatchIsRetried() {
    ObjectStore broken =
        new InMemoryObjectStore() {
          @Override
          public Optional<String> put(PutObject object) throws IOException {
            throw new IOException("503 SlowDown");
          }
        };

    assertThatThrownBy(() -> handle(broken, event().add("1", READING, ARRIVAL)))
        .isInstanceOf(IOException.class)
        .hasMessage("503 SlowDown");
    assertThat(metrics.lines()).isEmpty();
  }

  private static KinesisEventJson event() {
    return new KinesisEventJson("shardId-000000000000");
  }

  private String handle(ObjectStore objects, KinesisEventJson event) throws IOException {
    return handle(objects, event.bytes());
  }

  private String handle(ObjectStore objects, byte[] event) throws IOException {
    Path file = Path.of(System.getProperty("sluice.root"), "pipelines", "windfarm.yaml");
    Pipeline pipeline = new PipelineLoader().load(file, Map.of());
    RawBatchWriter writer = new RawBatchWriter(pipeline, objects);
    BatchWriterHandler handler =
        new BatchWriterHandler(new KinesisEventReader(), () -> writer, new BatchReport(metrics));
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(new ByteArrayInputStream(event), answer, null);
    return answer.toString(StandardCharsets.UTF_8);
  }

  private Map<String, Long> counts() {
    assertThat(metrics.lines()).hasSize(1);
    return metrics.lines().get(0);
  }
}
