package dev.sluice.core.definition.alert;

import dev.sluice.core.definition.read.Fields;
import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Operand;
import dev.sluice.core.definition.read.Operator;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.Keys;
import dev.sluice.core.definition.yaml.YamlList;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.Condition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Conditions over the fields of records, or over the columns of a table. */
public final class ConditionReader {
  private final Reading reading;
  private final Fields fields;
  private final Map<String, List<String>> values;

  /**
   * @param values the only values that some fields ever have, by field
   */
  public ConditionReader(Reading reading, Fields fields, Map<String, List<String>> values) {
    this.reading = reading;
    this.fields = fields;
    this.values = values;
  }

  public Optional<Condition> read(YamlNode node) {
    if (node instanceof YamlNode.Mapping mapping) {
      if (mapping.entries().containsKey("all")) {
        YamlMap map = reading.map(node, FormatKeys.ALL);
        return several(map, "all").map(Condition.All::new);
      }
      if (mapping.entries().containsKey("any")) {
        YamlMap map = reading.map(node, FormatKeys.ANY);
        return several(map, "any").map(Condition.Any::new);
      }
    }
    return test(node);
  }

  private Optional<List<Condition>> several(YamlMap map, String key) {
    int before = reading.problems().mark();
    List<Condition> conditions =
        map.get(key).stream()
            .flatMap(list -> YamlList.items(list, reading.problems()).stream())
            .flatMap(item -> read(item).stream())
            .toList();
    return reading.problems().unlessSince(before, () -> conditions);
  }

  private Optional<Condition> test(YamlNode node) {
    int before = reading.problems().mark();
    Keys keys = fields.kind() == Fields.Kind.FIELD ? FormatKeys.TEST : FormatKeys.FILTER;
    YamlMap map = reading.map(node, keys);
    Optional<Condition> condition = Optional.empty();
    if (node instanceof YamlNode.Mapping) {
      condition =
          reading
              .only(node, map, keys.optional(), "; combine several with all or any")
              .flatMap(key -> test(map, key));
    }
    return reading.problems().unlessSince(before, condition::orElseThrow);
  }

  private Optional<Condition> test(YamlMap map, String key) {
    Operator operator = Operator.of(key);
    String field = fields.read(map, fields.kind().word(), operator.types(), reading);
    List<String> known = values.getOrDefault(field, List.of());
    YamlNode node = map.get(key).orElseThrow();
    return operator.condition(new Operand(node, field, fields.type(field), known, reading));
  }
}
