package dev.sluice.core.produce;

import static dev.sluice.core.produce.deliver.FakeRecordStream.THROTTLED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.produce.deliver.FakeRecordStream;
import dev.sluice.core.produce.deliver.RecordStream.Unknown;
import dev.sluice.core.produce.simulate.WindFarm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class UndeliveredRecordsTest extends ProducedFarm {
  @Test
  void whatTheStreamRefusesIsKeptUnderFailed() throws IOException {
    stream.failWith((call, place, entry) -> place == 0 ? THROTTLED : FakeRecordStream.ACCEPT);
    Queue<Duration> left = new ArrayDeque<>(List.of(Duration.ofHours(1), Duration.ZERO));
    ProducerReport report = run.run(NOON, left::remove);

    assertThat(report).isEqualTo(new ProducerReport(6, 36, 1, 0, NOON));
    assertThat(store.text(FAILED).lines()).hasSize(1);
    JsonNode line = new ObjectMapper().readTree(store.text(FAILED));
    assertThat(line.get("state").asText()).isEqualTo("refused");
    assertThat(line.get("reason").asText()).contains("Rate exceeded");
    assertThat(line.get("key").asText()).isEqualTo("wt-01");
    assertThat(line.at("/record/id").asText()).isEqualTo("wt-01-powerfactor-20260601T115910Z");
    assertThat(store.text(FAILED))
        .describedAs("the bytes in base64 are those of the record")
        .contains("\"record\":" + new String(line.get("base64").binaryValue(), UTF_8) + ",");
    assertThat(store.text(CHECKPOINT)).contains("\"produced\":36,\"failed\":1");
  }

  @Test
  void whatMayBeInTheStreamIsKeptAsUnknown() throws IOException {
    stream.failWith((call, place, entry) -> new Unknown("no answer"));
    ProducerReport report = run.run(NOON, () -> Duration.ZERO);

    assertThat(report.failed()).isEqualTo(36);
    assertThat(store.text(FAILED).lines())
        .hasSize(36)
        .allMatch(line -> line.startsWith("{\"reason\":\"no answer\",\"state\":\"unknown\""));
  }

  @Test
  void failsOnlyWhenThatCanNotBeKeptEither() throws IOException {
    InMemoryObjectStore broken = new BrokenStore("failed/");
    stream.failWith((call, place, entry) -> THROTTLED);
    FeedProducer failing = run(WindFarm.of(2, 42, WindFarm.HEALTHY), broken);

    assertThatThrownBy(() -> failing.run(NOON, () -> Duration.ZERO))
        .isInstanceOf(IOException.class);
    assertThat(broken.text(CHECKPOINT)).contains("\"ticks\":0");
  }

  @Test
  void whatACrashedAttemptLeftUnderFailedIsEmptiedWhenDelivered() throws IOException {
    stream.failWith((call, place, entry) -> THROTTLED);
    BrokenStore flaky = new BrokenStore("state/farm/producer.json");
    flaky.healthyPuts = 1;
    FeedProducer crashing = run(WindFarm.of(2, 42, WindFarm.HEALTHY), flaky);
    assertThatThrownBy(() -> crashing.run(NOON, () -> Duration.ZERO))
        .isInstanceOf(IOException.class);
    assertThat(flaky.text(FAILED)).isNotEmpty();

    stream.failWith((call, place, entry) -> FakeRecordStream.ACCEPT);
    flaky.healthyPuts = 1;
    assertThat(crashing.run(NOON, ProducedFarm::ample).failed()).isZero();
    assertThat(flaky.text(FAILED)).isEmpty();
  }

  /** Refuses puts under a prefix after some healthy ones. */
  private static final class BrokenStore extends InMemoryObjectStore {
    private final String prefix;
    int healthyPuts;

    BrokenStore(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public Optional<String> put(PutObject object) throws IOException {
      if (object.key().startsWith(prefix) && healthyPuts-- <= 0) {
        throw new IOException("503 SlowDown");
      }
      return super.put(object);
    }
  }
}
