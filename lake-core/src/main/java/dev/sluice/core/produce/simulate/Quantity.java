package dev.sluice.core.produce.simulate;

import dev.sluice.core.pipeline.source.SimulatorSource.Cycle;
import dev.sluice.core.pipeline.source.SimulatorSource.Metric;
import java.util.List;
import java.util.Optional;

/**
 * What a metric of a device really is at a tick, whatever its sensor tells. A function of the tick
 * alone: a follower's lag is a sum over its drivers' past ticks, not a state.
 */
final class Quantity {
  private static final int NOISE = 0;
  // Streams of SensorRandom up to 7 are the anomalies'.
  private static final int PHASE = 8;
  private static final double DAY_MILLIS = 86_400_000;
  // The sine is highest a quarter of a day after this: at 15:00.
  private static final double CYCLE_START_MILLIS = 9 * 3_600_000;

  private final Metric metric;
  private final Optional<Cycle> cycle;
  private final SensorRandom random;
  private final double everyMillis;
  private final double phase;
  private final List<Influence> influences;

  /**
   * A quantity.
   *
   * @param influences of its drivers, which have none themselves
   */
  Quantity(Metric metric, SensorRandom random, long everyMillis, List<Influence> influences) {
    this.metric = metric;
    this.random = random;
    this.everyMillis = everyMillis;
    this.cycle = metric.cycle();
    this.phase = cycle.isPresent() ? random.uniform(PHASE, 0) : 0;
    this.influences = List.copyOf(influences);
  }

  /**
   * How a driver acts on a follower.
   *
   * @param gain by one unit of the driver
   * @param lag by which it comes
   */
  record Influence(Quantity driver, double gain, Lag lag) {
    double at(long tick) {
      double sum = 0;
      for (int ago = 0; ago < lag.ticks(); ago++) {
        sum += lag.weight(ago) * (driver.at(tick - ago) - driver.metric.mean());
      }
      return gain * sum;
    }
  }

  double at(long tick) {
    double time = tick * everyMillis;
    double day = StrictMath.sin(2 * Math.PI * (time - CYCLE_START_MILLIS) / DAY_MILLIS);
    double value =
        metric.mean() + metric.daily() * day + metric.noise() * random.gaussian(NOISE, tick);
    if (cycle.isPresent()) {
      double turns = time / cycle.get().period().toMillis() + phase;
      value += cycle.get().amplitude() * StrictMath.sin(2 * Math.PI * turns);
    }
    for (Influence influence : influences) {
      value += influence.at(tick);
    }
    return metric.bounds().nearest(value);
  }

  /** How far it departs from its mean without noise, at most. */
  double swing() {
    double swing = metric.daily() + cycle.map(Cycle::amplitude).orElse(0.0);
    for (Influence influence : influences) {
      swing += Math.abs(influence.gain()) * influence.driver().swing();
    }
    return swing;
  }
}
