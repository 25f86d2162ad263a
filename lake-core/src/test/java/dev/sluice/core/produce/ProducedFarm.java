package dev.sluice.core.produce;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.pipeline.source.SimulatorSource;
import dev.sluice.core.produce.deliver.Delivery;
import dev.sluice.core.produce.deliver.DeliveryLimits;
import dev.sluice.core.produce.deliver.FakeRecordStream;
import dev.sluice.core.produce.simulate.Simulator;
import dev.sluice.core.produce.simulate.WindFarm;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/** A wind farm of two turbines, its stream and its lake. */
abstract class ProducedFarm {
  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  static final String CHECKPOINT = "state/farm/producer.json";
  static final String FAILED = "failed/farm/20260601T115910.000Z.json";

  final FakeRecordStream stream = new FakeRecordStream();
  final InMemoryObjectStore store = new InMemoryObjectStore();
  final FeedProducer run = run(WindFarm.of(2, 42, WindFarm.HEALTHY), store);

  FeedProducer run(SimulatorSource source, InMemoryObjectStore objects) {
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

  static Instant noonPlus(int seconds) {
    return NOON.plusSeconds(seconds);
  }

  static Duration ample() {
    return Duration.ofMinutes(10);
  }
}
