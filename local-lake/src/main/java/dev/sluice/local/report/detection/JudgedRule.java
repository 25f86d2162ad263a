package dev.sluice.local.report.detection;

import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.Trigger;
import dev.sluice.core.pipeline.source.SimulatorSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a rule is able to find, which follows from its definition.
 *
 * @param kinds of anomalies: silence by a rule on silence, stuck by one on stuck values, spike and
 *     drift by all others
 * @param fields of how many fields its groups are
 * @param device where its groups hold the device's name; empty: they don't
 * @param metric likewise the metric's
 * @param onlyMetric the one metric whose records it looks at, if its conditions say so
 * @param grace how far its alerts may lie from what they tell of
 */
record JudgedRule(
    Set<String> kinds,
    int fields,
    Optional<Integer> device,
    Optional<Integer> metric,
    Optional<String> onlyMetric,
    Duration grace) {

  static JudgedRule of(AlertRule rule, SimulatorSource source, String keyField) {
    List<String> by = rule.scope().by().isEmpty() ? List.of(keyField) : rule.scope().by();
    return new JudgedRule(
        kinds(rule.when()),
        by.size(),
        place(by, source.devices().field()),
        place(by, source.metricField()),
        metric(rule, source.metricField()),
        grace(rule));
  }

  /** Whether the alert tells of what the label marks: the same sensor, and times that overlap. */
  boolean tells(ToldAlert alert, TruthLabel label) {
    return kinds.contains(label.kind())
        && isOf(alert, device, label.device())
        && isOf(alert, metric, label.metric())
        && onlyMetric.map(label.metric()::equals).orElse(true)
        && !alert.from().minus(grace).isAfter(label.to())
        && !alert.to().plus(grace).isBefore(label.from());
  }

  /** A group of several fields is their values with slashes between them. */
  private boolean isOf(ToldAlert alert, Optional<Integer> place, String value) {
    if (place.isEmpty()) {
      return true;
    }
    String[] parts = fields > 1 ? alert.device().split("/", -1) : new String[] {alert.device()};
    return place.get() < parts.length && parts[place.get()].equals(value);
  }

  private static Optional<Integer> place(List<String> by, String field) {
    int index = by.indexOf(field);
    return index < 0 ? Optional.empty() : Optional.of(index);
  }

  private static Set<String> kinds(Trigger when) {
    if (when instanceof Trigger.Silence) {
      return Set.of("silence");
    }
    return when instanceof Trigger.Stuck ? Set.of("stuck") : Set.of("spike", "drift");
  }

  private static Optional<String> metric(AlertRule rule, String metricField) {
    Optional<String> where =
        rule.scope().where().flatMap(condition -> equal(condition, metricField));
    return rule.when() instanceof Trigger.Matches matches
        ? where.or(() -> equal(matches.condition(), metricField))
        : where;
  }

  private static Optional<String> equal(Condition condition, String field) {
    if (condition instanceof Condition.All all) {
      return all.conditions().stream().flatMap(each -> equal(each, field).stream()).findFirst();
    }
    return condition instanceof Condition.Equals equals && equals.field().equals(field)
        ? Optional.of(equals.value())
        : Optional.empty();
  }

  private static Duration grace(AlertRule rule) {
    if (rule.when() instanceof Trigger.Silence silence) {
      return silence.duration();
    } else if (rule.when() instanceof Trigger.Stuck stuck) {
      return stuck.duration();
    } else if (rule.when() instanceof Trigger.Aggregate aggregate) {
      return aggregate.over().plus(rule.firing().hold());
    }
    return rule.firing().hold();
  }
}
