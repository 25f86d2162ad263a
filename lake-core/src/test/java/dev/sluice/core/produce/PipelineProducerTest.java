package dev.sluice.core.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.produce.deliver.Delivery;
import dev.sluice.core.produce.deliver.DeliveryLimits;
import dev.sluice.core.produce.deliver.FakeRecordStream;
import dev.sluice.core.produce.simulate.Simulator;
import dev.sluice.core.produce.simulate.WindFarm;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PipelineProducerTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final FakeRecordStream stream = new FakeRecordStream();
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final List<Duration> seen = new ArrayList<>();

  private FeedProducer feed(String name, Duration every, TickSource source) {
    Delivery delivery =
        new Delivery(stream, DeliveryLimits.kinesis(1 << 20), pause -> {}, new SplittableRandom(1));
    return new FeedProducer(new FeedKeys("farm", name), source, new Ticks(every), delivery, store);
  }

  private static TickSource healthy() throws IOException {
    return new Simulator(WindFarm.of(1, 42, WindFarm.HEALTHY), WindFarm.RECORD);
  }

  /** A source without records. */
  private interface Silent extends TickSource {
    @Override
    default void close() {}
  }

  private static final Silent SILENT = tick -> new TickOutput(List.of(), List.of(), List.of());

  private static final Silent BROKEN =
      tick -> {
        throw new IOException("the file is gone");
      };

  @Test
  void eachFeedKeepsItsOwnPaceAndCheckpoint() throws IOException {
    PipelineProducer run =
        new PipelineProducer(
            List.of(
                feed("near", Duration.ofSeconds(10), healthy()),
                feed("far", Duration.ofSeconds(30), healthy())));

    assertThat(run.run(NOON, () -> Duration.ofMinutes(1)))
        .isEqualTo(new ProducerReport(8, 24, 0, 0, NOON));
    assertThat(store.keys())
        .containsExactlyInAnyOrder("state/farm/producer-near.json", "state/farm/producer-far.json");
    assertThat(run.run(NOON, () -> Duration.ofMinutes(1)).ticks()).isZero();
  }

  @Test
  void aFeedThatFailsDoesNotKeepTheOthersFromTheirWork() throws IOException {
    PipelineProducer run =
        new PipelineProducer(
            List.of(
                feed("broken", Duration.ofSeconds(10), BROKEN),
                feed("well", Duration.ofSeconds(10), healthy())));

    assertThatThrownBy(() -> run.run(NOON, () -> Duration.ofMinutes(1)))
        .isInstanceOf(IOException.class)
        .hasMessage("the file is gone");
    assertThat(stream.stored()).hasSize(18);
  }

  @Test
  void aSourceThatWasSwitchedOffMakesUpForNothing() throws IOException {
    feed("pressure", Duration.ofSeconds(10), healthy()).run(NOON, () -> Duration.ofMinutes(1));
    Instant later = NOON.plusSeconds(3600);
    ProducerReport off =
        feed("pressure", Duration.ofSeconds(10), new StoppedSource())
            .run(later, () -> Duration.ofMinutes(1));
    assertThat(stream.stored()).hasSize(18);
    assertThat(off.produced()).isZero();

    feed("pressure", Duration.ofSeconds(10), healthy())
        .run(later.plusSeconds(10), () -> Duration.ofMinutes(1));
    assertThat(stream.stored()).hasSize(21);
  }

  @Test
  void aFeedLeavesItsShareOfTheTimeToTheOthers() throws IOException {
    stream.failWith((call, place, entry) -> FakeRecordStream.THROTTLED);
    long[] clock = {0};
    Delivery delivery =
        new Delivery(
            stream,
            DeliveryLimits.kinesis(1 << 20),
            pause -> {
              clock[0] += pause.toMillis();
              seen.add(Duration.ofMillis(clock[0]));
            },
            new SplittableRandom(1));
    PipelineProducer run =
        new PipelineProducer(
            List.of(
                new FeedProducer(
                    new FeedKeys("farm", "throttled"),
                    healthy(),
                    new Ticks(Duration.ofSeconds(10)),
                    delivery,
                    store),
                feed("last", Duration.ofSeconds(10), SILENT)));

    ProducerReport report = run.run(NOON, () -> Duration.ofSeconds(40).minusMillis(clock[0]));

    assertThat(seen.get(seen.size() - 1)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(25));
    assertThat(report.failed()).isEqualTo(18);
    assertThat(report.ticks()).isEqualTo(12);
  }
}
