package dev.sluice.core.produce.simulate;

import dev.sluice.core.pipeline.source.SimulatorSource;
import dev.sluice.core.pipeline.source.SimulatorSource.Following;
import dev.sluice.core.pipeline.source.SimulatorSource.Metric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the sensors of a device, of which some measure what depends on others. */
final class SensorRack {
  private final SimulatorSource source;
  private final AnomalyPlan plan;
  private final long everyMillis;
  private final Map<String, Lag> lags = new HashMap<>();

  SensorRack(SimulatorSource source, AnomalyPlan plan) {
    this.source = source;
    this.plan = plan;
    this.everyMillis = source.every().toMillis();
    for (Metric metric : source.metrics()) {
      metric
          .following()
          .ifPresent(each -> lags.put(metric.name(), new Lag(each.lag(), everyMillis)));
    }
  }

  /** One sensor for each metric that is sent, in their order. */
  List<Sensor> of(String device) {
    Map<String, Quantity> drivers = new HashMap<>();
    for (Metric metric : source.metrics()) {
      if (metric.following().isEmpty()) {
        drivers.put(metric.name(), quantity(metric, random(device, metric), List.of()));
      }
    }
    List<Sensor> sensors = new ArrayList<>();
    for (Metric metric : source.metrics()) {
      if (!source.model().sent().contains(metric.name())) {
        continue;
      }
      SensorRandom random = random(device, metric);
      Quantity measured =
          metric
              .following()
              .map(each -> quantity(metric, random, influences(metric.name(), each, drivers)))
              .orElseGet(() -> drivers.get(metric.name()));
      sensors.add(new Sensor(device, metric, random, plan, measured));
    }
    return sensors;
  }

  private SensorRandom random(String device, Metric metric) {
    return new SensorRandom(source.seed(), device, metric.name());
  }

  private Quantity quantity(Metric metric, SensorRandom random, List<Quantity.Influence> of) {
    return new Quantity(metric, random, everyMillis, of);
  }

  /** In the order of the drivers' names: the order of a sum of doubles tells in its last bit. */
  private List<Quantity.Influence> influences(
      String follower, Following following, Map<String, Quantity> drivers) {
    List<Quantity.Influence> influences = new ArrayList<>();
    new TreeMap<>(following.gains())
        .forEach(
            (driver, gain) ->
                influences.add(
                    new Quantity.Influence(drivers.get(driver), gain, lags.get(follower))));
    return influences;
  }
}
