package dev.sluice.core.pipeline;

import dev.sluice.core.pipeline.AlertRule.Mode;
import dev.sluice.core.pipeline.AlertRule.Severity;
import dev.sluice.core.yaml.NamedNode;
import dev.sluice.core.yaml.YamlMap;
import dev.sluice.core.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One alert rule. */
final class AlertSection {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,99}");

  private final Reading reading;
  private final Fields fields;
  private final ConditionReader conditions;

  /**
   * @param values the only values that some fields ever have, by field
   */
  AlertSection(Reading reading, Fields fields, Map<String, List<String>> values) {
    this.reading = reading;
    this.fields = fields;
    this.conditions = new ConditionReader(reading, fields, values);
  }

  Optional<AlertRule> read(NamedNode named) {
    String name = named.name();
    YamlNode node = named.value();
    int before = reading.problems().mark();
    reading.checkName(named, NAME, "begin with a-z, then use a-z, 0-9 and -");
    YamlMap map = reading.map(node, FormatKeys.ALERT);
    Severity severity =
        map.get("severity")
            .flatMap(at -> reading.scalars().choice(at, "severity", Severity.values()))
            .orElse(Severity.WARNING);
    Mode mode =
        map.get("mode")
            .flatMap(at -> reading.scalars().choice(at, "mode", Mode.values()))
            .orElse(Mode.LIVE);
    Optional<Condition> when = map.get("when").flatMap(at -> conditions.read(at));
    String message = reading.text(map, "message", "");
    Placeholders.in(message)
        .forEach(field -> fields.check(map.get("message").orElseThrow(), field, reading));
    return reading
        .problems()
        .unlessSince(
            before, () -> new AlertRule(name, severity, mode, when.orElseThrow(), message));
  }
}
