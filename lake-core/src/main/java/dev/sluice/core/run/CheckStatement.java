package dev.sluice.core.run;

import dev.sluice.core.definition.sql.SqlText;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.check.TableCheck;
import dev.sluice.core.pipeline.check.TableRule;
import dev.sluice.core.run.state.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A check of a trusted table that the query engine makes. The first row of its result, if there is
 * one, begins with how many rows don't pass; an example of them follows, which a run must be able
 * to read: of a foreign key it is cut.
 *
 * @param name {@code TABLE.CHECK}
 * @param reads the tables that it reads
 * @param sql portable, as queries are
 */
public record CheckStatement(String name, List<String> reads, String sql) {
  /** Those of all tables, in the pipeline's order. */
  public static List<CheckStatement> of(Pipeline pipeline) {
    List<CheckStatement> all = new ArrayList<>();
    for (TrustedTable table : pipeline.trusted()) {
      for (TableCheck check : table.checks().table()) {
        of(table, check).ifPresent(all::add);
      }
    }
    return all;
  }

  static String name(TrustedTable table, TableCheck check) {
    return table.name() + "." + check.name();
  }

  /** The names of all checks of tables, also of those that need no engine. */
  static List<String> names(Pipeline pipeline) {
    return pipeline.trusted().stream()
        .flatMap(table -> table.checks().table().stream().map(check -> name(table, check)))
        .toList();
  }

  /** Whether it is the query engine that finds what a check is to find. */
  static boolean isNeeded(TableCheck check) {
    return check.rule() instanceof TableRule.ForeignKey || check.rule() instanceof TableRule.Sql;
  }

  /** A run of checks without the statements that a deployment took out of the pipeline since. */
  static Run declared(Pipeline pipeline, Run run) {
    Set<String> names = of(pipeline).stream().map(CheckStatement::name).collect(Collectors.toSet());
    return run.withTasks(run.tasks().stream().filter(task -> names.contains(task.name())).toList());
  }

  /** Empty: no engine is needed. */
  private static Optional<CheckStatement> of(TrustedTable table, TableCheck check) {
    if (check.rule() instanceof TableRule.ForeignKey key) {
      List<String> reads = List.of(table.name(), key.table());
      return Optional.of(new CheckStatement(name(table, check), reads, sql(table, key)));
    }
    if (check.rule() instanceof TableRule.Sql rule) {
      List<String> reads = SqlText.of(rule.sql()).tables();
      return Optional.of(new CheckStatement(name(table, check), reads, sql(rule)));
    }
    return Optional.empty();
  }

  /** Names of tables and columns need no quotes, in no engine. */
  private static String sql(TrustedTable table, TableRule.ForeignKey key) {
    return """
    SELECT count(*) AS failed_rows, substr(min(CAST(a.%1$s AS varchar)), 1, 200) AS %1$s
    FROM %2$s AS a
    LEFT JOIN (SELECT DISTINCT %3$s AS referenced FROM %4$s) AS b ON a.%1$s = b.referenced
    WHERE a.%1$s IS NOT NULL AND b.referenced IS NULL\
    """
        .formatted(key.column(), table.name(), key.referenced(), key.table());
  }

  /** The line's end closes a comment in the statement's last line. */
  private static String sql(TableRule.Sql rule) {
    return "SELECT count(*) OVER () AS failed_rows, failures.* FROM (\n%s\n) AS failures LIMIT 1"
        .formatted(rule.sql().replaceFirst("[;\\s]+$", ""));
  }
}
