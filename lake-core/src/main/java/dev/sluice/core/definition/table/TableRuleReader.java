package dev.sluice.core.definition.table;

import dev.sluice.core.definition.read.CheckKeys;
import dev.sluice.core.definition.read.Fields;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.check.TableRule;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of tables. Whatever is wrong with one is reported, and the rule is empty. */
final class TableRuleReader {
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)%");
  private static final long MOST_ROWS = 1_000_000_000_000L;

  private final Reading reading;
  private final Fields columns;
  private final CheckReferences references;

  TableRuleReader(Reading reading, Fields columns, CheckReferences references) {
    this.reading = reading;
    this.columns = columns;
    this.references = references;
  }

  /**
   * Reads one.
   *
   * @param map the check's keys
   * @param rule which of them is its rule
   */
  Optional<TableRule> read(YamlMap map, String rule) {
    YamlNode node = map.get(rule).orElseThrow();
    int before = reading.problems().mark();
    Optional<TableRule> read =
        switch (rule) {
          case "foreignKey" -> foreignKey(node);
          case "sql" -> sql(node);
          case "rows" -> size(node);
          default -> Optional.of(freshness(map));
        };
    return reading.problems().unlessSince(before, read::orElseThrow);
  }

  private TableRule freshness(YamlMap map) {
    return new TableRule.Freshness(reading.positive(map, "freshness", Duration.ofDays(1)));
  }

  private Optional<TableRule> sql(YamlNode node) {
    Optional<SqlSource> source = new SqlReader(reading).inline(node);
    source.ifPresent(references::add);
    return source.map(statement -> new TableRule.Sql(statement.text().strip()));
  }

  private Optional<TableRule> foreignKey(YamlNode node) {
    YamlMap map = reading.map(node, CheckKeys.FOREIGN_KEY);
    String column = references.storedColumn(map, columns);
    Optional<YamlNode> at = map.get("references");
    Optional<Matcher> parts = at.flatMap(references::parts);
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    String table = parts.get().group(1);
    String referenced = parts.get().group(2);
    references.add(at.get(), table, referenced, columns.type(column));
    return Optional.of(new TableRule.ForeignKey(column, table, referenced));
  }

  private Optional<TableRule> size(YamlNode node) {
    YamlMap map = reading.map(node, CheckKeys.ROWS);
    OptionalLong min = number(map, "min");
    OptionalLong max = number(map, "max");
    OptionalDouble change = change(map);
    if (map.names().isEmpty()) {
      reading.problems().add(node, "needs at least one of min, max, change");
    }
    if (min.isPresent() && max.isPresent() && min.getAsLong() > max.getAsLong()) {
      reading
          .problems()
          .add(
              node,
              "min %d is above max %d; swap them".formatted(min.getAsLong(), max.getAsLong()));
    }
    return min.isEmpty() && max.isEmpty() && change.isEmpty()
        ? Optional.empty()
        : Optional.of(new TableRule.Size(min, max, change));
  }

  private OptionalLong number(YamlMap map, String key) {
    return map.get(key)
        .flatMap(at -> reading.scalars().whole(at, 0, MOST_ROWS))
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  private OptionalDouble change(YamlMap map) {
    Optional<YamlNode> at = map.get("change");
    Optional<Matcher> percent = at.flatMap(reading.scalars()::text).map(PERCENT::matcher);
    if (percent.isEmpty()) {
      return OptionalDouble.empty();
    }
    double fraction =
        percent.get().matches() ? Double.parseDouble(percent.get().group(1)) / 100 : 0;
    if (fraction == 0) {
      reading
          .problems()
          .add(at.get(), "needs a percentage above 0 like 50%, but is " + at.get().shown());
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(fraction);
  }
}
