package dev.sluice.core.definition.alert;

import dev.sluice.core.definition.read.AlertKeys;
import dev.sluice.core.definition.read.Fields;
import dev.sluice.core.definition.read.Operand;
import dev.sluice.core.definition.read.Operator;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.read.Types;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.Band;
import dev.sluice.core.pipeline.Clearing;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.Trigger;
import dev.sluice.core.pipeline.Trigger.Figure;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What makes alert rules fire, and what ends it, bound to the schema. */
final class TriggerReader {
  private static final Set<FieldType> ANY = EnumSet.allOf(FieldType.class);
  private static final List<String> FIGURES = List.of("mean", "min", "max", "count");

  private final Reading reading;
  private final Fields fields;
  private final ConditionReader conditions;

  TriggerReader(Reading reading, Fields fields, ConditionReader conditions) {
    this.reading = reading;
    this.fields = fields;
    this.conditions = conditions;
  }

  /** The key {@code when}. */
  Optional<Trigger> read(YamlNode node) {
    if (has(node, "silentFor")) {
      return silence(node);
    } else if (has(node, "stuckFor")) {
      return stuck(node);
    } else if (has(node, "change")) {
      return change(node);
    } else if (has(node, "over") || FIGURES.stream().anyMatch(key -> has(node, key))) {
      return aggregate(node);
    }
    return conditions.read(node).map(Trigger.Matches::new);
  }

  private Optional<Trigger> silence(YamlNode node) {
    int before = reading.problems().mark();
    YamlMap map = reading.map(node, AlertKeys.SILENCE);
    Duration duration = reading.positive(map, "silentFor", Duration.ofMinutes(1));
    Optional<String> field = map.get("field").map(at -> fields.read(map, "field", ANY, reading));
    return reading.problems().unlessSince(before, () -> new Trigger.Silence(duration, field));
  }

  private Optional<Trigger> stuck(YamlNode node) {
    int before = reading.problems().mark();
    YamlMap map = reading.map(node, AlertKeys.STUCK);
    Duration duration = reading.positive(map, "stuckFor", Duration.ofMinutes(1));
    String field = fields.read(map, "field", ANY, reading);
    return reading.problems().unlessSince(before, () -> new Trigger.Stuck(field, duration));
  }

  private Optional<Trigger> change(YamlNode node) {
    int before = reading.problems().mark();
    YamlMap map = reading.map(node, AlertKeys.CHANGE);
    String field = fields.read(map, "change", Types.NUMBERS, reading);
    Duration per = reading.positive(map, "per", Duration.ofMinutes(1));
    Optional<Band> band = band(node, map);
    return reading
        .problems()
        .unlessSince(before, () -> new Trigger.Change(field, per, band.orElseThrow()));
  }

  private Optional<Trigger> aggregate(YamlNode node) {
    int before = reading.problems().mark();
    YamlMap map = reading.map(node, AlertKeys.AGGREGATE);
    String name = reading.only(node, map, FIGURES, "").orElse("mean");
    Figure figure = Figure.valueOf(name.toUpperCase(Locale.ROOT));
    Set<FieldType> types = figure == Figure.COUNT ? ANY : Types.NUMBERS;
    String field = fields.read(map, name, types, reading);
    Duration over = reading.positive(map, "over", Duration.ofMinutes(1));
    Optional<Band> band = band(node, map);
    return reading
        .problems()
        .unlessSince(before, () -> new Trigger.Aggregate(figure, field, over, band.orElseThrow()));
  }

  private Optional<Band> band(YamlNode node, YamlMap map) {
    List<String> keys = List.of(Operator.keys(Operator::hasBand));
    return reading
        .only(node, map, keys, "")
        .flatMap(
            key -> {
              YamlNode value = map.get(key).orElseThrow();
              return Operator.of(key).band(Operand.ofNumber(value, reading));
            });
  }

  /** The key {@code clear} of a rule with that trigger. */
  Optional<Clearing> clearing(YamlNode node, Trigger when) {
    boolean condition = has(node, "field") || has(node, "all") || has(node, "any");
    if (when instanceof Trigger.Silence || when instanceof Trigger.Stuck) {
      return refused(
          node,
          "remove 'clear': the next reading ends a silence, the next other value a stuck one");
    }
    if (condition && !(when instanceof Trigger.Matches)) {
      return refused(
          node,
          "needs a limit like {below: 30}, without a field, for the number that 'when' measures");
    }
    if (!condition
        && when instanceof Trigger.Matches matches
        && matches.condition().tests().noneMatch(Condition.Test::hasLimit)) {
      return refused(
          node,
          "needs a condition like {field: NAME, equals: VALUE}: 'when' compares no number with a"
              + " limit");
    }
    return condition ? conditions.read(node).map(Clearing.Matches::new) : limit(node);
  }

  private Optional<Clearing> refused(YamlNode node, String problem) {
    reading.problems().add(node, problem);
    return Optional.empty();
  }

  private Optional<Clearing> limit(YamlNode node) {
    YamlMap map = reading.map(node, AlertKeys.CLEAR);
    Optional<String> key = reading.only(node, map, AlertKeys.CLEAR.optional(), "");
    if (key.isEmpty()) {
      return Optional.empty();
    }
    boolean isInside = key.get().equals("within");
    Operand operand = Operand.ofNumber(map.get(key.get()).orElseThrow(), reading);
    Optional<Band> band = isInside ? operand.band() : Operator.of(key.get()).band(operand);
    return band.map(each -> new Clearing.Limit(each, isInside));
  }

  private static boolean has(YamlNode node, String key) {
    return node instanceof YamlNode.Mapping mapping && mapping.entries().containsKey(key);
  }
}
