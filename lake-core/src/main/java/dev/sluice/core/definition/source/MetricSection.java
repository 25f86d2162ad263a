package dev.sluice.core.definition.source;

import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.NamedNode;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.source.SimulatorSource.Bounds;
import dev.sluice.core.pipeline.source.SimulatorSource.Cycle;
import dev.sluice.core.pipeline.source.SimulatorSource.Following;
import dev.sluice.core.pipeline.source.SimulatorSource.Load;
import dev.sluice.core.pipeline.source.SimulatorSource.Metric;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What simulated sensors measure, and how one metric depends on others. */
final class MetricSection {
  private static final int DEFAULT_DECIMALS = 2;

  /** In ticks: a lag costs a driver's value for each of four times as many. */
  private static final int LONGEST_LAG = 100;

  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.-]{0,99}");

  private final Reading reading;
  private final Duration every;

  MetricSection(Reading reading, Duration every) {
    this.reading = reading;
    this.every = every;
  }

  List<Metric> read(YamlNode node) {
    YamlMap metrics = reading.names(node);
    return metrics.entries().stream().flatMap(each -> metric(each, metrics).stream()).toList();
  }

  private Optional<Metric> metric(NamedNode named, YamlMap metrics) {
    int before = reading.problems().mark();
    reading.checkName(named, NAME, "begin with a letter or _, then use letters, digits, _ . and -");
    YamlMap map = reading.map(named.value(), FormatKeys.METRIC);
    double mean = reading.number(map, "mean", 0);
    double daily = atLeastZero(map, "daily");
    double noise = atLeastZero(map, "noise");
    int decimals = reading.whole(map, "decimals", 0, 9, DEFAULT_DECIMALS);
    Optional<Cycle> cycle = map.get("cycle").flatMap(this::cycle);
    Optional<Load> load = following(map, metrics).<Load>map(each -> each).or(() -> cycle);
    Optional<Bounds> bounds = bounds(map, mean);
    return reading
        .problems()
        .unlessSince(
            before,
            () ->
                new Metric(named.name(), mean, daily, noise, decimals, load, bounds.orElseThrow()));
  }

  private double atLeastZero(YamlMap map, String key) {
    double value = reading.number(map, key, 0);
    if (value < 0) {
      reading.problems().add(map.get(key).orElseThrow(), "must be at least 0, but is " + value);
    }
    return value;
  }

  private Optional<Cycle> cycle(YamlNode node) {
    int before = reading.problems().mark();
    YamlMap map = reading.map(node, FormatKeys.CYCLE);
    Duration period = reading.positive(map, "period", every.multipliedBy(2));
    double amplitude = atLeastZero(map, "amplitude");
    if (period.compareTo(every.multipliedBy(2)) < 0) {
      reading
          .problems()
          .add(map.get("period").orElse(node), "must be at least two ticks long (2 x 'every')");
    }
    return reading.problems().unlessSince(before, () -> new Cycle(period, amplitude));
  }

  private Optional<Following> following(YamlMap map, YamlMap metrics) {
    int before = reading.problems().mark();
    Optional<Duration> lag = map.get("lag").flatMap(reading.scalars()::duration);
    Optional<YamlNode> follows = map.get("follows");
    if (follows.isEmpty()) {
      map.get("lag").ifPresent(at -> reading.problems().add(at, "needs 'follows' beside it"));
      return Optional.empty();
    }
    map.get("cycle")
        .ifPresent(at -> reading.problems().add(at, "only goes without 'follows'; remove one"));
    lag.filter(given -> given.compareTo(every.multipliedBy(LONGEST_LAG)) > 0)
        .ifPresent(
            given ->
                reading
                    .problems()
                    .add(
                        map.get("lag").orElseThrow(),
                        "must be at most %d ticks long (%1$d x 'every')".formatted(LONGEST_LAG)));
    Map<String, Double> gains = gains(follows.get(), metrics);
    return reading
        .problems()
        .unlessSince(before, () -> new Following(gains, lag.orElse(Duration.ZERO)));
  }

  private Map<String, Double> gains(YamlNode follows, YamlMap metrics) {
    Map<String, Double> gains = new LinkedHashMap<>();
    for (NamedNode driver : reading.names(follows).entries()) {
      if (reading.checkKnown(driver.value(), driver.name(), "metric", metrics.names())
          && follows(metrics.get(driver.name()).orElseThrow())) {
        reading
            .problems()
            .add(
                driver,
                "'%s' follows a metric too; name one that follows none".formatted(driver.name()));
      }
      reading.scalars().number(driver.value()).ifPresent(gain -> gains.put(driver.name(), gain));
    }
    return gains;
  }

  private static boolean follows(YamlNode metric) {
    return metric instanceof YamlNode.Mapping mapping && mapping.entries().containsKey("follows");
  }

  private Optional<Bounds> bounds(YamlMap map, double mean) {
    double min = reading.number(map, "min", Double.NEGATIVE_INFINITY);
    double max = reading.number(map, "max", Double.POSITIVE_INFINITY);
    if (min > max) {
      reading.problems().add(map.get("min").orElseThrow(), min + " is above 'max', " + max);
      return Optional.empty();
    }
    Bounds bounds = new Bounds(min, max);
    map.get("mean")
        .filter(at -> !bounds.contain(mean))
        .ifPresent(
            at -> reading.problems().add(at, "%s is not within 'min' and 'max'".formatted(mean)));
    return Optional.of(bounds);
  }
}
