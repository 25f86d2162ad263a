package dev.sluice.core.definition.alert;

import dev.sluice.core.definition.raw.RecordSection;
import dev.sluice.core.definition.read.AlertKeys;
import dev.sluice.core.definition.read.Placeholders;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.NamedNode;
import dev.sluice.core.definition.yaml.YamlList;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.AlertRule.Mode;
import dev.sluice.core.pipeline.AlertRule.Severity;
import dev.sluice.core.pipeline.Clearing;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One alert rule. */
public final class AlertSection {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,99}");

  private final Reading reading;
  private final RecordSection record;
  private final ConditionReader conditions;
  private final TriggerReader triggers;

  /**
   * @param values the only values that some fields ever have, by field
   */
  public AlertSection(Reading reading, RecordSection record, Map<String, List<String>> values) {
    this.reading = reading;
    this.record = record;
    this.conditions = new ConditionReader(reading, record.fields(), values);
    this.triggers = new TriggerReader(reading, record.fields(), conditions);
  }

  public Optional<AlertRule> read(NamedNode named) {
    String name = named.name();
    int before = reading.problems().mark();
    reading.checkName(named, NAME, "begin with a-z, then use a-z, 0-9 and -");
    YamlMap map = reading.map(named.value(), AlertKeys.RULE);
    Severity severity = choice(map, "severity", Severity.values(), Severity.WARNING);
    Mode mode = choice(map, "mode", Mode.values(), Mode.LIVE);
    List<String> by = map.get("by").map(this::by).orElse(List.of());
    Optional<Condition> where = map.get("where").flatMap(conditions::read);
    Optional<Trigger> when = map.get("when").flatMap(triggers::read);
    Duration hold = reading.positive(map, "for", Duration.ZERO);
    when.ifPresent(trigger -> checkHold(map, trigger));
    Optional<Clearing> clear =
        when.flatMap(trigger -> map.get("clear").flatMap(at -> triggers.clearing(at, trigger)));
    String message = message(map, by, when);
    return reading
        .problems()
        .unlessSince(
            before,
            () ->
                new AlertRule(
                    name,
                    severity,
                    mode,
                    new AlertRule.Scope(by, where),
                    when.orElseThrow(),
                    new AlertRule.Firing(hold, clear),
                    message));
  }

  private <E extends Enum<E>> E choice(YamlMap map, String key, E[] values, E fallback) {
    return map.get(key).flatMap(at -> reading.scalars().choice(at, key, values)).orElse(fallback);
  }

  private List<String> by(YamlNode node) {
    return YamlList.distinct(
        node,
        reading.problems(),
        item -> {
          Optional<String> field = reading.scalars().text(item);
          field.ifPresent(text -> record.fields().check(item, text, reading));
          return field;
        });
  }

  private void checkHold(YamlMap map, Trigger when) {
    if (when instanceof Trigger.Silence || when instanceof Trigger.Stuck) {
      map.get("for")
          .ifPresent(
              at ->
                  reading
                      .problems()
                      .add(at, "remove 'for': silentFor and stuckFor already say how long"));
    }
  }

  private String message(YamlMap map, List<String> by, Optional<Trigger> when) {
    String message = reading.text(map, "message", "");
    for (String field : Placeholders.in(message)) {
      YamlNode at = map.get("message").orElseThrow();
      record.fields().check(at, field, reading);
      if (when.filter(Trigger.Silence.class::isInstance).isPresent()) {
        checkKnownInSilence(at, field, by);
      }
    }
    return message;
  }

  /** Where no record comes, only what tells the group from others is known. */
  private void checkKnownInSilence(YamlNode at, String field, List<String> by) {
    Optional<String> key = record.spec().map(RecordSpec::keyField);
    boolean known = by.isEmpty() ? key.map(field::equals).orElse(true) : by.contains(field);
    if (!known && record.fields().type(field).isPresent()) {
      String fields = by.isEmpty() ? key.orElseThrow() : String.join(", ", by);
      reading
          .problems()
          .add(
              at,
              "the field '%s' is not known when no record comes; use %s, or add it to by"
                  .formatted(field, fields));
    }
  }
}
