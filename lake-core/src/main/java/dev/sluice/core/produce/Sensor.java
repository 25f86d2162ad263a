package dev.sluice.core.produce;

import dev.sluice.core.pipeline.SimulatorSource.AnomalyKind;
import dev.sluice.core.pipeline.SimulatorSource.Metric;
import java.util.Optional;
import java.util.OptionalLong;

/** One simulated metric of one device. */
final class Sensor {
  private static final int NOISE = 0;
  private static final double DAY_MILLIS = 86_400_000;
  // The sine is highest a quarter of a day after this: at 15:00.
  private static final double CYCLE_START_MILLIS = 9 * 3_600_000;
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  private final String device;
  private final Metric metric;
  private final SensorRandom random;
  private final AnomalyPlan plan;
  private final long everyMillis;

  Sensor(String device, Metric metric, long seed, AnomalyPlan plan, long everyMillis) {
    this.device = device;
    this.metric = metric;
    this.random = new SensorRandom(seed, device, metric.name());
    this.plan = plan;
    this.everyMillis = everyMillis;
  }

  String device() {
    return device;
  }

  Metric metric() {
    return metric;
  }

  Optional<Anomaly> anomalyAt(long tick) {
    return plan.at(tick, random);
  }

  /** The reading at that tick in units of its last decimal, or empty in silence. */
  OptionalLong reading(long tick, Optional<Anomaly> anomaly) {
    if (anomaly.isEmpty()) {
      return OptionalLong.of(rounded(healthy(tick)));
    }
    Anomaly spell = anomaly.get();
    return switch (spell.kind()) {
      case SILENCE -> OptionalLong.empty();
      case STUCK -> OptionalLong.of(rounded(healthy(spell.first() - 1)));
      case SPIKE, DRIFT -> OptionalLong.of(rounded(healthy(tick) + departure(spell, tick)));
      default -> throw new IllegalStateException("No reading for " + spell.kind());
    };
  }

  private double healthy(long tick) {
    double cycle =
        StrictMath.sin(2 * Math.PI * (tick * everyMillis - CYCLE_START_MILLIS) / DAY_MILLIS);
    return metric.mean() + metric.daily() * cycle + metric.noise() * random.gaussian(NOISE, tick);
  }

  /** Far enough for any sensible band: three quarters of the mean, or 20 sigma if that is more. */
  private double departure(Anomaly spell, long tick) {
    double far = metric.daily() + Math.max(0.75 * Math.abs(metric.mean()), 20 * metric.noise());
    double part =
        spell.kind() == AnomalyKind.SPIKE ? 1 : (tick - spell.first() + 1.0) / spell.length();
    return spell.sign() * spell.force() * far * part;
  }

  private long rounded(double value) {
    return Math.round(value * POWERS[metric.decimals()]);
  }
}
