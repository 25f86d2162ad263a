package dev.sluice.core.pipeline.source;

import dev.sluice.core.pipeline.RecordSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Simulated sensors: every tick, each device sends one record for each metric that is sent. The
 * values depend only on seed, device, metric and tick, so a repeated tick yields the same records.
 *
 * @param every the time between two readings of a sensor
 * @param seed of all pseudo-random numbers
 * @param devices who sends
 * @param metricField the record's field with the metric's name
 * @param valueField the record's field with the reading
 * @param model what is measured, and what of that is sent
 * @param anomalies how often and how the sensors misbehave
 */
public record SimulatorSource(
    Duration every,
    long seed,
    Devices devices,
    String metricField,
    String valueField,
    Model model,
    Anomalies anomalies)
    implements TickedSource {
  public SimulatorSource {
    if (every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException("every must be positive, not " + every);
    }
  }

  /** All that is measured, sent or not. */
  public List<Metric> metrics() {
    return model.metrics;
  }

  /** The names of the metrics that are sent, in the model's order. */
  public List<String> sent() {
    return model.metrics.stream().map(Metric::name).filter(model.sent::contains).toList();
  }

  /** The fields that it fills, of such records. */
  public Set<String> given(RecordSpec record) {
    Set<String> given =
        new TreeSet<>(List.of(record.timeField(), devices.field, metricField, valueField));
    if (record.id().isOne()) {
      given.addAll(record.id().fields());
    }
    return given;
  }

  /** A field without which two of such records of a tick would have the same id. */
  public Optional<String> missingInId(RecordSpec record) {
    if (record.id().isOne()) {
      return Optional.empty();
    }
    return Stream.of(
            Optional.of(record.timeField()),
            Optional.of(devices.field).filter(any -> devices.count > 1),
            Optional.of(metricField).filter(any -> model.metrics.size() > 1))
        .flatMap(Optional::stream)
        .filter(field -> !record.id().fields().contains(field))
        .findFirst();
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
   * The metrics of a device, which may depend on each other.
   *
   * @param metrics what is measured, at least one
   * @param sent the names of those that are sent; the others only drive these
   */
  public record Model(List<Metric> metrics, Set<String> sent) {
    public Model {
      metrics = List.copyOf(metrics);
      sent = Set.copyOf(sent);
      Set<String> names = metrics.stream().map(Metric::name).collect(Collectors.toSet());
      if (sent.isEmpty() || !names.containsAll(sent)) {
        throw new IllegalArgumentException(
            "A simulator sends at least one of its metrics %s, not %s".formatted(names, sent));
      }
      for (Metric metric : metrics) {
        for (String driver : metric.drivers()) {
          if (metrics.stream().noneMatch(m -> m.name().equals(driver) && m.drivers().isEmpty())) {
            throw new IllegalArgumentException(
                "'%s' follows '%s', which is not a metric or follows one itself"
                    .formatted(metric.name(), driver));
          }
        }
      }
    }

    /** All of them are sent. */
    public static Model of(List<Metric> metrics) {
      return new Model(metrics, metrics.stream().map(Metric::name).collect(Collectors.toSet()));
    }
  }

  /**
   * One measured quantity: {@code mean + daily * sin(time of day) + noise * gaussian}, and with a
   * cycle {@code + amplitude * sin(time in the period)}, and for a follower {@code + gain * (driver
   * - driver's mean)} for each of its drivers; what is beyond the bounds is cut off there.
   *
   * @param name as in the record
   * @param mean the long-term average, in the metric's unit
   * @param daily the amplitude of the daily cycle, highest at 15:00 UTC
   * @param noise the standard deviation of a reading
   * @param decimals to which readings are rounded
   * @param load what moves it beside the time of day
   * @param bounds which the quantity itself can't leave; a sensor that misbehaves tells others
   */
  public record Metric(
      String name,
      double mean,
      double daily,
      double noise,
      int decimals,
      Optional<Load> load,
      Bounds bounds) {
    public Metric {
      if (!(noise >= 0) || !(daily >= 0) || !Double.isFinite(mean)) {
        throw new IllegalArgumentException(
            "Metric '" + name + "' needs a finite mean and daily and noise of at least 0");
      }
      if (decimals < 0 || decimals > 9) {
        throw new IllegalArgumentException("decimals must be 0 to 9, not " + decimals);
      }
      if (!bounds.contain(mean)) {
        throw new IllegalArgumentException("The mean of '" + name + "' is not within " + bounds);
      }
    }

    /** Its work cycle, if that is what moves it. */
    public Optional<Cycle> cycle() {
      return load.filter(Cycle.class::isInstance).map(Cycle.class::cast);
    }

    /** What drives it, if it follows other metrics. */
    public Optional<Following> following() {
      return load.filter(Following.class::isInstance).map(Following.class::cast);
    }

    /** The names of the metrics that it follows. */
    public Set<String> drivers() {
      return following().map(each -> each.gains().keySet()).orElse(Set.of());
    }

    /** A metric that is related to no other. */
    public Metric(String name, double mean, double daily, double noise, int decimals) {
      this(name, mean, daily, noise, decimals, Optional.empty(), Bounds.NONE);
    }
  }

  /** What moves a metric: a cycle of its own or other metrics. */
  public sealed interface Load {}

  /**
   * A load that comes and goes, for each device at other times.
   *
   * @param period from one highest value to the next
   * @param amplitude how far it departs from the mean, in the metric's unit
   */
  public record Cycle(Duration period, double amplitude) implements Load {
    public Cycle {
      if (period.isNegative() || period.isZero() || !(amplitude >= 0)) {
        throw new IllegalArgumentException(
            "A cycle needs a period and an amplitude of at least 0, not " + period);
      }
    }
  }

  /**
   * What a metric depends on.
   *
   * @param gains by driver: how much this metric changes with each unit of that one
   * @param lag the time after which it has gone 63 % of the way to a new value; zero: it is there
   *     at once
   */
  public record Following(Map<String, Double> gains, Duration lag) implements Load {
    public Following {
      gains = Map.copyOf(gains);
      if (gains.isEmpty() || lag.isNegative()) {
        throw new IllegalArgumentException("A follower needs drivers, and no negative lag: " + lag);
      }
    }
  }

  /**
   * The lowest and the highest possible value.
   *
   * @param min may be infinite
   * @param max may be infinite
   */
  public record Bounds(double min, double max) {
    /** No bounds. */
    public static final Bounds NONE =
        new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    public Bounds {
      if (!(min <= max)) {
        throw new IllegalArgumentException("min " + min + " is above max " + max);
      }
    }

    /** Whether a value is possible. */
    public boolean contain(double value) {
      return value >= min && value <= max;
    }

    /** The possible value next to this one. */
    public double nearest(double value) {
      return Math.max(min, Math.min(max, value));
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
