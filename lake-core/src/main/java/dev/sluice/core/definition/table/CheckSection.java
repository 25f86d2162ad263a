package dev.sluice.core.definition.table;

import dev.sluice.core.definition.read.CheckKeys;
import dev.sluice.core.definition.read.Fields;
import dev.sluice.core.definition.read.Reading;
import dev.sluice.core.definition.yaml.NamedNode;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.pipeline.check.Quarantine;
import dev.sluice.core.pipeline.check.RowCheck;
import dev.sluice.core.pipeline.check.Severity;
import dev.sluice.core.pipeline.check.TableCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The checks of a table. */
final class CheckSection {
  private final Reading reading;
  private final RowRuleReader rowRules;
  private final TableRuleReader tableRules;
  private final List<Column> built;

  /**
   * @param built the table's columns, as far as they are right
   * @param references takes what a check refers to outside of its table
   */
  CheckSection(Reading reading, Fields columns, List<Column> built, CheckReferences references) {
    this.reading = reading;
    this.built = built;
    rowRules = new RowRuleReader(reading, columns, built);
    tableRules = new TableRuleReader(reading, columns, references);
  }

  Optional<Checks> read(YamlNode node) {
    int before = reading.problems().mark();
    List<RowCheck> rows = new ArrayList<>();
    List<TableCheck> table = new ArrayList<>();
    for (NamedNode named : reading.names(node).entries()) {
      int start = reading.problems().mark();
      reading.checkName(named, Checks.NAME, "begin with a-z, then use a-z, 0-9 and -");
      YamlMap map = reading.map(named.value(), CheckKeys.CHECK);
      Optional<Severity> severity = severity(map);
      if (named.value() instanceof YamlNode.Mapping) {
        rule(named, map)
            .ifPresent(rule -> add(new Given(named, map, rule, severity, start), rows, table));
      }
    }
    checkAll(node, rows);
    return reading.problems().unlessSince(before, () -> new Checks(rows, table));
  }

  /**
   * A check before its rule is read.
   *
   * @param severity empty: it was wrong
   * @param start the problems' mark before it was looked at
   */
  private record Given(
      NamedNode named, YamlMap map, String rule, Optional<Severity> severity, int start) {}

  private Optional<String> rule(NamedNode named, YamlMap map) {
    return reading.only(named.value(), map, CheckKeys.RULES, "; give each rule a check of its own");
  }

  private Optional<Severity> severity(YamlMap map) {
    return map.get("onFail")
        .map(at -> reading.scalars().choice(at, "severity", Severity.values()))
        .orElse(Optional.of(Severity.WARN));
  }

  private void add(Given given, List<RowCheck> rows, List<TableCheck> table) {
    YamlMap map = given.map();
    String name = given.named().name();
    checkColumn(given);
    if (CheckKeys.TABLE_RULES.contains(given.rule())) {
      checkTableSeverity(given);
      check(
              given,
              tableRules.read(map, given.rule()),
              (rule, severity) -> new TableCheck(name, rule, severity))
          .ifPresent(table::add);
    } else {
      check(
              given,
              rowRules.read(map, given.rule()),
              (rule, severity) -> new RowCheck(name, rule, severity))
          .ifPresent(rows::add);
    }
  }

  /** The check, unless something is wrong with it. */
  private <R, C> Optional<C> check(
      Given given, Optional<R> rule, BiFunction<R, Severity, C> check) {
    return rule.flatMap(
        read ->
            reading
                .problems()
                .unlessSince(
                    given.start(), () -> check.apply(read, given.severity().orElseThrow())));
  }

  private void checkColumn(Given given) {
    Optional<YamlNode> column = given.map().get("column");
    boolean isColumnRule = CheckKeys.COLUMN_RULES.contains(given.rule());
    if (isColumnRule && column.isEmpty()) {
      reading
          .problems()
          .add(
              given.named().value(),
              "the key 'column' is missing: '%s' is a rule of one column".formatted(given.rule()));
    } else if (!isColumnRule && column.isPresent()) {
      reading
          .problems()
          .add(
              column.get(),
              "'%s' names its columns itself; leave 'column' out".formatted(given.rule()));
    }
  }

  private void checkTableSeverity(Given given) {
    if (given.severity().filter(Severity.QUARANTINE::equals).isPresent()) {
      reading
          .problems()
          .add(
              given.map().get("onFail").orElseThrow(),
              "'%s' checks the table after it is published, when its rows can't be put into"
                      .formatted(given.rule())
                  + " quarantine; take warn or fail");
    }
  }

  private void checkAll(YamlNode node, List<RowCheck> rows) {
    if (rows.size() > Checks.MOST_ROW_CHECKS) {
      reading
          .problems()
          .add(
              node,
              "%d checks of rows are too many; take at most %d, e.g. by all in 'that'"
                  .formatted(rows.size(), Checks.MOST_ROW_CHECKS));
    }
    boolean hasQuarantine =
        rows.stream().anyMatch(check -> check.severity() == Severity.QUARANTINE);
    if (hasQuarantine
        && built.stream().anyMatch(column -> column.name().equals(Quarantine.FAILED_CHECKS))) {
      reading
          .problems()
          .add(
              node,
              "the quarantine has a column '%s' of its own; rename that of the table"
                  .formatted(Quarantine.FAILED_CHECKS));
    }
  }
}
