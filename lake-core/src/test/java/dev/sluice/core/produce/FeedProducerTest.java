package dev.sluice.core.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.lake.PutObject;
import dev.sluice.core.lake.RepeatingStore;
import dev.sluice.core.pipeline.source.SimulatorSource;
import dev.sluice.core.pipeline.source.SimulatorSource.AnomalyKind;
import dev.sluice.core.produce.deliver.FakeRecordStream;
import dev.sluice.core.produce.simulate.WindFarm;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedProducerTest extends ProducedFarm {
  @Test
  void aCheckpointWhosePutIsRepeatedIsItsOwn() throws IOException {
    FeedProducer producer = run(WindFarm.of(2, 42, WindFarm.HEALTHY), new RepeatingStore());

    assertThat(producer.run(noonPlus(3), ProducedFarm::ample))
        .isEqualTo(new ProducerReport(6, 36, 0, 0, NOON));
    assertThat(producer.run(noonPlus(13), ProducedFarm::ample).ticks()).isEqualTo(1);
  }

  @Test
  void firstInvocationProducesTheLastMinute() throws IOException {
    ProducerReport report = run.run(noonPlus(3), ProducedFarm::ample);

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
    run.run(NOON, ProducedFarm::ample);
    String checkpoint = store.text(CHECKPOINT);

    assertThat(run.run(NOON, ProducedFarm::ample)).isEqualTo(new ProducerReport(0, 0, 0, 0, NOON));
    assertThat(run.run(noonPlus(-600), ProducedFarm::ample).ticks()).isZero();
    assertThat(stream.stored()).hasSize(36);
    assertThat(store.text(CHECKPOINT)).isEqualTo(checkpoint);
  }

  @Test
  void missedInvocationsAreCaughtUpInFullBatches() throws IOException {
    run.run(NOON, ProducedFarm::ample);
    ProducerReport report = run.run(noonPlus(3_600), ProducedFarm::ample);

    assertThat(report).isEqualTo(new ProducerReport(360, 2_160, 0, 0, noonPlus(3_600)));
    assertThat(stream.stored()).hasSize(2_196).doesNotHaveDuplicates();
    assertThat(stream.batchSizes().subList(1, 5)).containsExactly(500, 4, 500, 4);
  }

  @Test
  void stopsWhenTheTimeIsUpAndGoesOnNextTime() throws IOException {
    run.run(NOON, ProducedFarm::ample);
    ProducerReport first = run.run(noonPlus(3_600), () -> Duration.ZERO);
    ProducerReport second = run.run(noonPlus(3_600), ProducedFarm::ample);

    assertThat(first.ticks()).isPositive().isLessThan(360);
    assertThat(first.ticks() + second.ticks()).isEqualTo(360);
  }

  @Test
  void labelsAreStoredPerTickOnceForEachAnomaly() throws IOException {
    SimulatorSource spiky = WindFarm.of(2, 42, WindFarm.only(6, AnomalyKind.SPIKE));
    FeedProducer labelling = run(spiky, store);
    labelling.run(NOON, ProducedFarm::ample);
    labelling.run(noonPlus(3_600), ProducedFarm::ample);

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
    run.run(NOON, ProducedFarm::ample);
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

    assertThat(run.run(noonPlus(60), ProducedFarm::ample))
        .isEqualTo(new ProducerReport(0, 0, 0, 0, NOON));
    assertThat(store.text(CHECKPOINT)).contains("\"ticks\":12,\"produced\":72");
  }

  private static void runQuietly(FeedProducer winner) {
    try {
      assertThat(winner.run(noonPlus(60), ProducedFarm::ample).ticks()).isEqualTo(6);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void refusesACheckpointItCanNotRead() throws IOException {
    for (String text : List.of("{\"lastTick\":\"soon\"}", "{", "{\"lastTick\":\"" + NOON + "\"}")) {
      store.put(PutObject.of(CHECKPOINT, text.getBytes(UTF_8), "x"));
      assertThatThrownBy(() -> run.run(NOON, ProducedFarm::ample))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(CHECKPOINT + " is not a producer's checkpoint");
    }
  }
}
