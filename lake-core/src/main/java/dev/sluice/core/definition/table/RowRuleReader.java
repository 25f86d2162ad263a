package dev.sluice.core.definition.table;

import dev.sluice.core.definition.alert.ConditionReader;
import dev.sluice.core.definition.read.CheckKeys;
import dev.sluice.core.definition.read.Fields;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.read.Types;
import dev.sluice.core.definition.yaml.YamlList;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.Digits;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.pipeline.check.ColumnValue;
import dev.sluice.core.pipeline.check.RowRule;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The rules of rows. Whatever is wrong with one is reported, and the rule is empty. */
final class RowRuleReader {
  private static final Set<FieldType> ALL = EnumSet.allOf(FieldType.class);
  private static final Set<FieldType> LISTED = EnumSet.complementOf(EnumSet.of(FieldType.BINARY));
  private static final Set<FieldType> TEXT = EnumSet.of(FieldType.STRING);

  private final Reading reading;
  private final Fields columns;
  private final List<Column> built;

  RowRuleReader(Reading reading, Fields columns, List<Column> built) {
    this.reading = reading;
    this.columns = columns;
    this.built = built;
  }

  /**
   * Reads one.
   *
   * @param map the check's keys
   * @param rule which of them is its rule
   */
  Optional<RowRule> read(YamlMap map, String rule) {
    YamlNode node = map.get(rule).orElseThrow();
    int before = reading.problems().mark();
    Optional<RowRule> read =
        switch (rule) {
          case "notNull" -> notNull(map, node);
          case "range" -> range(map, node);
          case "in" -> in(map, node);
          case "matches" -> matches(map, node);
          case "unique" -> unique(node);
          default -> that(node);
        };
    return reading.problems().unlessSince(before, read::orElseThrow);
  }

  private String column(YamlMap map, Set<FieldType> types) {
    return columns.read(map, "column", types, reading);
  }

  private Optional<RowRule> notNull(YamlMap map, YamlNode node) {
    String column = column(map, ALL);
    reading
        .scalars()
        .truth(node)
        .filter(given -> !given)
        .ifPresent(no -> reading.problems().add(node, "must be true; or leave the check out"));
    built.stream()
        .filter(each -> each.name().equals(column) && each.required())
        .forEach(
            each ->
                reading
                    .problems()
                    .add(
                        node,
                        ("rows without '%s' are dropped before, as the column is required; take"
                                + " 'required: true' from it, or leave the check out")
                            .formatted(column)));
    return Optional.of(new RowRule.NotNull(column));
  }

  private Optional<RowRule> unique(YamlNode node) {
    List<String> names =
        YamlList.distinct(
            node,
            reading.problems(),
            item -> {
              Optional<String> name = reading.scalars().text(item);
              name.ifPresent(text -> columns.check(item, text, reading));
              return name;
            });
    return names.isEmpty() ? Optional.empty() : Optional.of(new RowRule.Unique(names));
  }

  private Optional<RowRule> range(YamlMap map, YamlNode node) {
    String column = column(map, Types.ORDERED);
    YamlMap bounds = reading.map(node, CheckKeys.RANGE);
    Optional<String> min = bounds.get("min").flatMap(at -> value(at, column));
    Optional<String> max = bounds.get("max").flatMap(at -> value(at, column));
    if (bounds.names().isEmpty()) {
      reading.problems().add(node, "needs 'min', 'max' or both");
    } else if (min.isPresent() && max.isPresent() && isAbove(column, min.get(), max.get())) {
      reading
          .problems()
          .add(node, "min '%s' is above max '%s'; swap them".formatted(min.get(), max.get()));
    }
    return min.isEmpty() && max.isEmpty()
        ? Optional.empty()
        : Optional.of(new RowRule.Range(column, min, max));
  }

  private boolean isAbove(String column, String min, String max) {
    return columns
        .type(column)
        .filter(Types.ORDERED::contains)
        .filter(type -> ColumnValue.compare(type, min, max) > 0)
        .isPresent();
  }

  private Optional<RowRule> in(YamlMap map, YamlNode node) {
    String column = column(map, LISTED);
    List<String> values = YamlList.distinct(node, reading.problems(), item -> value(item, column));
    return values.isEmpty() ? Optional.empty() : Optional.of(new RowRule.In(column, values));
  }

  /** A value that the column can have. */
  private Optional<String> value(YamlNode node, String column) {
    Optional<String> value = reading.scalars().anyText(node);
    Optional<FieldType> type = columns.type(column);
    boolean isWrong =
        value.isPresent() && type.isPresent() && !isOf(type.get(), column, value.get());
    if (isWrong) {
      reading
          .problems()
          .add(
              node,
              "%s is not a value of type %s, as the column '%s' has them; write e.g. %s"
                  .formatted(
                      node.shown(),
                      digits(column).map(Digits::toString).orElse(Types.name(type.get())),
                      column,
                      ColumnValue.example(type.get())));
    }
    return isWrong ? Optional.empty() : value;
  }

  private boolean isOf(FieldType type, String column, String value) {
    return switch (type) {
      case STRING, BINARY -> true;
      case DECIMAL -> digits(column).flatMap(digits -> digits.unscaled(value)).isPresent();
      case INT, LONG, FLOAT, DOUBLE, BOOLEAN, DATE, TIMESTAMP, TIMESTAMP_MICROS ->
          ColumnValue.bits(type, value).isPresent();
    };
  }

  private Optional<Digits> digits(String column) {
    return built.stream()
        .filter(each -> each.name().equals(column))
        .findFirst()
        .flatMap(each -> each.rule().digits());
  }

  private Optional<RowRule> matches(YamlMap map, YamlNode node) {
    String column = column(map, TEXT);
    Optional<String> regex = reading.scalars().anyText(node);
    try {
      regex.ifPresent(Pattern::compile);
    } catch (PatternSyntaxException e) {
      String at = e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1);
      reading
          .problems()
          .add(
              node,
              "%s is not a regular expression of Java: %s%s"
                  .formatted(node.shown(), e.getDescription(), at));
      return Optional.empty();
    }
    return regex.map(text -> new RowRule.Matches(column, text));
  }

  private Optional<RowRule> that(YamlNode node) {
    return new ConditionReader(reading, columns, Map.of()).read(node).map(RowRule.That::new);
  }
}
