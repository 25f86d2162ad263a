package dev.sluice.core.produce.simulate;

import dev.sluice.core.pipeline.source.SimulatorSource.AnomalyKind;
import dev.sluice.core.pipeline.source.SimulatorSource.Metric;
import java.util.Optional;
import java.util.OptionalLong;

/** One simulated metric of one device. */
final class Sensor {
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  private final String device;
  private final Metric metric;
  private final SensorRandom random;
  private final AnomalyPlan plan;
  private final Quantity measured;

  Sensor(String device, Metric metric, SensorRandom random, AnomalyPlan plan, Quantity measured) {
    this.device = device;
    this.metric = metric;
    this.random = random;
    this.plan = plan;
    this.measured = measured;
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
      return OptionalLong.of(rounded(measured.at(tick)));
    }
    Anomaly spell = anomaly.get();
    return switch (spell.kind()) {
      case SILENCE -> OptionalLong.empty();
      case STUCK -> OptionalLong.of(rounded(measured.at(spell.first() - 1)));
      case SPIKE, DRIFT -> OptionalLong.of(rounded(measured.at(tick) + departure(spell, tick)));
    };
  }

  /** Far enough for any sensible band: three quarters of the mean, or 20 sigma if that is more. */
  private double departure(Anomaly spell, long tick) {
    double far = measured.swing() + Math.max(0.75 * Math.abs(metric.mean()), 20 * metric.noise());
    double part =
        spell.kind() == AnomalyKind.SPIKE ? 1 : (tick - spell.first() + 1.0) / spell.length();
    return spell.sign() * spell.force() * far * part;
  }

  private long rounded(double value) {
    return Math.round(value * POWERS[metric.decimals()]);
  }
}
