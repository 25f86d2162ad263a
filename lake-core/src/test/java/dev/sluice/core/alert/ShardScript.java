package dev.sluice.core.alert;

import dev.sluice.core.alert.rule.BoundRules;
import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.Clearing;
import dev.sluice.core.pipeline.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Readings of a shard, second by second, and what one rule makes of them. */
final class ShardScript {
  final List<ShardReading> readings = new ArrayList<>();

  ShardScript at(int second, double data) {
    return at(second, "wt-01", data);
  }

  ShardScript at(int second, String turbine, double data) {
    readings.add(ShardReading.of(readings.size(), turbine, data, second));
    return this;
  }

  ShardScript late(int event, int arrival, double data) {
    readings.add(
        new ShardReading(
            readings.size(), "wt-01", "temperature", Double.toString(data), event, arrival));
    return this;
  }

  ShardPlay play(Trigger when, Duration hold, Optional<Clearing> clear) {
    AlertRule rule = Pipelines.rule("watch", when, hold, clear);
    return ShardPlay.smooth(BoundRules.bind(Pipelines.farm(rule))).run(readings, 300);
  }

  ShardPlay play(Trigger when) {
    return play(when, Duration.ZERO, Optional.empty());
  }

  static List<String> firsts(ShardPlay play) {
    return lines(play, Alert.Kind.FIRST, "event time", "silent at");
  }

  static List<String> ends(ShardPlay play) {
    return lines(play, Alert.Kind.CLEARED, "until", "until");
  }

  private static List<String> lines(ShardPlay play, Alert.Kind kind, String name, String or) {
    return play.alerts(kind).stream()
        .flatMap(alert -> alert.body().lines())
        .filter(line -> line.startsWith(name + " ") || line.startsWith(or + " "))
        .map(line -> line.substring(line.indexOf('T') + 1, line.length() - 1))
        .toList();
  }
}
