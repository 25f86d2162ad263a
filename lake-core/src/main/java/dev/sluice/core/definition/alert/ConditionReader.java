package dev.sluice.core.definition.alert;

import dev.sluice.core.definition.read.Fields;
import dev.sluice.core.definition.read.FormatKeys;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.read.Types;
import dev.sluice.core.definition.yaml.Keys;
import dev.sluice.core.definition.yaml.Scalars;
import dev.sluice.core.definition.yaml.YamlList;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.FieldType;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Conditions over the fields of records, or over the columns of a table. */
public final class ConditionReader {
  private static final Set<FieldType> TEXTS = EnumSet.of(FieldType.STRING);

  /** A time has many texts for one value, so none is compared. */
  private static final Set<FieldType> COMPARABLE =
      EnumSet.complementOf(EnumSet.of(FieldType.TIMESTAMP));

  private final Reading reading;
  private final Fields fields;
  private final Map<String, List<String>> values;
  private final LimitsReader limits;

  public ConditionReader(Reading reading, Fields fields, Map<String, List<String>> values) {
    this.reading = reading;
    this.fields = fields;
    this.values = values;
    this.limits = new LimitsReader(reading);
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
    List<String> operators =
        FormatKeys.TEST.optional().stream().filter(key -> map.get(key).isPresent()).toList();
    if (node instanceof YamlNode.Mapping && operators.size() != 1) {
      String found = operators.isEmpty() ? "none" : String.join(" and ", operators);
      reading
          .problems()
          .add(
              node,
              "needs exactly one of %s, but has %s; combine several with all or any"
                  .formatted(String.join(", ", FormatKeys.TEST.optional()), found));
    }
    Optional<Condition> condition =
        operators.stream().flatMap(operator -> test(map, operator).stream()).findFirst();
    return reading.problems().unlessSince(before, condition::orElseThrow);
  }

  private Optional<Condition> test(YamlMap map, String operator) {
    YamlNode limit = map.get(operator).orElseThrow();
    return switch (operator) {
      case "above" -> {
        String field = fields.read(map, fields.kind().word(), Types.NUMBERS, reading);
        yield reading.scalars().number(limit).map(max -> new Condition.Above(field, max));
      }
      case "below" -> {
        String field = fields.read(map, fields.kind().word(), Types.NUMBERS, reading);
        yield reading.scalars().number(limit).map(min -> new Condition.Below(field, min));
      }
      case "outside" -> {
        String field = fields.read(map, fields.kind().word(), Types.NUMBERS, reading);
        yield limits.band(limit).map(band -> new Condition.Outside(field, band.low(), band.high()));
      }
      case "equals" -> equal(fields.read(map, fields.kind().word(), COMPARABLE, reading), limit);
      default -> {
        String field = fields.read(map, fields.kind().word(), TEXTS, reading);
        yield reading.scalars().text(limit).map(text -> new Condition.Contains(field, text));
      }
    };
  }

  private Optional<Condition> equal(String field, YamlNode node) {
    Optional<String> value = reading.scalars().text(node);
    value.ifPresent(
        text -> {
          List<String> known = values.get(field);
          if (known != null) {
            reading.checkKnown(node, text, "metric of the source is named", known);
          }
          fields.type(field).ifPresent(type -> checkFits(node, text, type));
        });
    return value.map(text -> new Condition.Equals(field, text));
  }

  private void checkFits(YamlNode node, String text, FieldType type) {
    boolean fits =
        switch (type) {
          case INT, LONG -> text.matches("-?(0|[1-9]\\d*)");
          case FLOAT, DOUBLE -> Scalars.isNumber(text);
          case BOOLEAN -> text.matches("true|false");
          case DATE -> isDay(text);
          default -> true;
        };
    if (!fits) {
      reading
          .problems()
          .add(node, "%s is not a value of type %s".formatted(node.shown(), Types.name(type)));
    }
  }

  private static boolean isDay(String text) {
    try {
      return text.length() == "2026-06-01".length() && LocalDate.parse(text) != null;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
