package dev.sluice.core.produce;

import static dev.sluice.core.produce.deliver.FakeRecordStream.THROTTLED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.lake.RepeatingStore;
import dev.sluice.core.pipeline.source.SimulatorSource;
import dev.sluice.core.pipeline.source.SimulatorSource.AnomalyKind;
import dev.sluice.core.produce.deliver.Delivery;
import dev.sluice.core.produce.deliver.DeliveryLimits;
import dev.sluice.core.produce.deliver.FakeRecordStream;
import dev.sluice.core.produce.deliver.RecordStream.Unknown;
import dev.sluice.core.produce.simulate.Simulator;
import dev.sluice.core.produce.simulate.WindFarm;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FeedProducerTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final String CHECKPOINT = "state/farm/producer.json";
  private static final String FAILED = "failed/farm/20260601T115910.000Z.json";

  private final FakeRecordStream stream = new FakeRecordStream();
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final FeedProducer run = run(WindFarm.of(2, 42, WindFarm.HEALTHY), store);

  private FeedProducer run(SimulatorSource source, InMemoryObjectStore objects) {
    try {
      return new FeedProducer(
          FeedKeys.only("farm"),
          new Simulator(source, WindFarm.RECORD),
          new Ticks(source.every()),
          new Delivery(
              stream, DeliveryLimits.kinesis(1 << 20), pause -> {}, new SplittableRandom(1)),
          objects);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Instant noonPlus(int seconds) {
    return NOON.plusSeconds(seconds);
  }

  private static Duration ample() {
    return Duration.ofMinutes(10);
  }

  @Test
  void aCheckpointWhosePutIsRepeatedIsItsOwn() throws IOException {
    FeedProducer producer = run(WindFarm.of(2, 42, WindFarm.HEALTHY), new RepeatingStore());

    assertThat(producer.run(noonPlus(3), FeedProducerTest::ample))
        .isEqualTo(new ProducerReport(6, 36, 0, 0, NOON));
    assertThat(producer.run(noonPlus(13), FeedProducerTest::ample).ticks()).isEqualTo(1);
  }

  @Test
  void firstInvocationProducesTheLastMinute() throws IOException {
    ProducerReport report = run.run(noonPlus(3), FeedProducerTest::ample);

    assertThat(report).isEqualTo(new ProducerReport(6, 36, 0, 0, NOON));
    assertThat(stream.stored()).hasSize(36);
    assertThat(stream.stored().get(0)).contains("wt-01-powerfactor-20260601T115910Z");
    assertThat(stream.stored().get(35)).contains("wt-02-hydraulicpressure-20260601T120000Z");
    assertThat(stream.batchSizes()).containsExactly(36);
    assertThat(store.text(CHECKPOINT))
        .isEqualTo(
            "{\"lastTick\":\"2026-06-01T12:00:00Z\",\"ticks\":6,\"produced\":36,\"failed\":0,"
                + "\"rejected\":0}\n");
  }

  @Test
  void repeatedInvocationDoesNothing() throws IOException {
    run.run(NOON, FeedProducerTest::ample);
    String checkpoint = store.text(CHECKPOINT);

    assertThat(run.run(NOON, FeedProducerTest::ample))
        .isEqualTo(new ProducerReport(0, 0, 0, 0, NOON));
    assertThat(run.run(noonPlus(-600), FeedProducerTest::ample).ticks()).isZero();
    assertThat(stream.stored()).hasSize(36);
    assertThat(store.text(CHECKPOINT)).isEqualTo(checkpoint);
  }

  @Test
  void missedInvocationsAreCaughtUpInFullBatches() throws IOException {
    run.run(NOON, FeedProducerTest::ample);
    ProducerReport report = run.run(noonPlus(3_600), FeedProducerTest::ample);

    assertThat(report).isEqualTo(new ProducerReport(360, 2_160, 0, 0, noonPlus(3_600)));
    assertThat(stream.stored()).hasSize(2_196).doesNotHaveDuplicates();
    assertThat(stream.batchSizes().subList(1, 5)).containsExactly(500, 4, 500, 4);
  }

  @Test
  void stopsWhenTheTimeIsUpAndGoesOnNextTime() throws IOException {
    run.run(NOON, FeedProducerTest::ample);
    ProducerReport first = run.run(noonPlus(3_600), () -> Duration.ZERO);
    ProducerReport second = run.run(noonPlus(3_600), FeedProducerTest::ample);

    assertThat(first.ticks()).isPositive().isLessThan(360);
    assertThat(first.ticks() + second.ticks()).isEqualTo(360);
  }

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
    assertThat(crashing.run(NOON, FeedProducerTest::ample).failed()).isZero();
    assertThat(flaky.text(FAILED)).isEmpty();
  }

  @Test
  void labelsAreStoredPerTickOnceForEachAnomaly() throws IOException {
    SimulatorSource spiky = WindFarm.of(2, 42, WindFarm.only(6, AnomalyKind.SPIKE));
    FeedProducer labelling = run(spiky, store);
    labelling.run(NOON, FeedProducerTest::ample);
    labelling.run(noonPlus(3_600), FeedProducerTest::ample);

    List<String> labels =
        store.keys().stream()
            .filter(key -> key.startsWith("truth/farm/"))
            .flatMap(key -> store.text(key).lines())
            .toList();
    // One in each of six blocks and six sensors, and at most one more each in the minute before.
    assertThat(labels).hasSizeBetween(36, 42).doesNotHaveDuplicates();
    assertThat(labels.get(0))
        .matches(
            "\\{\"device\":\"wt-0\\d\",\"metric\":\"[a-z]+\",\"kind\":\"spike\","
                + "\"from\":\"2026-06-01T1[12]:\\d\\d:\\d0Z\",\"to\":\"2026-.*Z\"}");
  }

  @Test
  void loserOfARaceEndsQuietly() throws IOException {
    run.run(NOON, FeedProducerTest::ample);
    FeedProducer[] other = {run(WindFarm.of(2, 42, WindFarm.HEALTHY), store)};
    stream.failWith(
        (call, place, entry) -> {
          FeedProducer winner = other[0];
          other[0] = null;
          if (winner != null) {
            runQuietly(winner);
          }
          return FakeRecordStream.ACCEPT;
        });

    assertThat(run.run(noonPlus(60), FeedProducerTest::ample))
        .isEqualTo(new ProducerReport(0, 0, 0, 0, NOON));
    assertThat(store.text(CHECKPOINT)).contains("\"ticks\":12,\"produced\":72");
  }

  private static void runQuietly(FeedProducer winner) {
    try {
      assertThat(winner.run(noonPlus(60), FeedProducerTest::ample).ticks()).isEqualTo(6);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void refusesACheckpointItCanNotRead() throws IOException {
    for (String text : List.of("{\"lastTick\":\"soon\"}", "{", "{\"lastTick\":\"" + NOON + "\"}")) {
      store.put(PutObject.of(CHECKPOINT, text.getBytes(UTF_8), "x"));
      assertThatThrownBy(() -> run.run(NOON, FeedProducerTest::ample))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(CHECKPOINT + " is not a producer's checkpoint");
    }
  }

  /** Refuses puts under a prefix after some healthy ones. */
  static final class BrokenStore extends InMemoryObjectStore {
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
