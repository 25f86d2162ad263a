package dev.sluice.core.pipeline;

import java.time.Duration;
import java.util.List;

/**
 * Simulated sensors: every tick, each device sends one record for each metric. The values depend
 * only on seed, device, metric and tick, so a repeated tick yields the same records.
 *
 * @param every the time between two readings of a sensor
 * @param seed of all pseudo-random numbers
 * @param devices who sends
 * @param metricField the record's field with the metric's name
 * @param valueField the record's field with the reading
 * @param metrics what is measured, at least one
 * @param anomalies how often and how the sensors misbehave
 */
public record SimulatorSource(
    Duration every,
    long seed,
    Devices devices,
    String metricField,
    String valueField,
    List<Metric> metrics,
    Anomalies anomalies)
    implements TickedSource {
  public SimulatorSource {
    metrics = List.copyOf(metrics);
    if (every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException("every must be positive, not " + every);
    }
    if (metrics.isEmpty()) {
      throw new IllegalArgumentException("A simulator needs at least one metric");
    }
  }

  /**
   * The simulated devices.
   *
   * @param field the record's field with the device's name
   * @param nameFormat a {@link java.util.Formatter} pattern for the number from 1 on, e.g. {@code
   *     wt-%02d}
   * @param count how many, at least 1
   */
  public record Devices(String field, String nameFormat, int count) {
    public Devices {
      if (count < 1) {
        throw new IllegalArgumentException("count of devices must be at least 1, not " + count);
      }
    }

    /** The name of device {@code index}, counted from 0. */
    public String name(int index) {
      return String.format(java.util.Locale.ROOT, nameFormat, index + 1);
    }
  }

  /**
   * One measured quantity: {@code mean + daily * sin(time of day) + noise * gaussian}.
   *
   * @param name as in the record
   * @param mean the long-term average, in the metric's unit
   * @param daily the amplitude of the daily cycle, highest at 15:00 UTC
   * @param noise the standard deviation of a reading
   * @param decimals to which readings are rounded
   */
  public record Metric(String name, double mean, double daily, double noise, int decimals) {
    public Metric {
      if (!(noise >= 0) || !(daily >= 0) || !Double.isFinite(mean)) {
        throw new IllegalArgumentException(
            "Metric '" + name + "' needs a finite mean and daily and noise of at least 0");
      }
      if (decimals < 0 || decimals > 9) {
        throw new IllegalArgumentException("decimals must be 0 to 9, not " + decimals);
      }
    }
  }

  /** How a sensor misbehaves. */
  public enum AnomalyKind {
    /** A single reading far off. */
    SPIKE,
    /** Readings that run away steadily. */
    DRIFT,
    /** The same reading again and again. */
    STUCK,
    /** No readings. */
    SILENCE
  }

  /**
   * How often sensors misbehave, and how.
   *
   * @param perSensorHour expected anomalies for each sensor and hour, 0 to 6
   * @param kinds those that occur, equally often
   */
  public record Anomalies(double perSensorHour, List<AnomalyKind> kinds) {
    public Anomalies {
      kinds = List.copyOf(kinds);
      if (!(perSensorHour >= 0 && perSensorHour <= 6)) {
        throw new IllegalArgumentException("rate must be 0 to 6 an hour, not " + perSensorHour);
      }
      if (perSensorHour > 0 && kinds.isEmpty()) {
        throw new IllegalArgumentException("A rate above 0 needs at least one kind of anomaly");
      }
    }
  }
}
