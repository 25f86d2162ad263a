package dev.sluice.core.run;

import dev.sluice.core.definition.sql.SqlText;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.pipeline.check.TableCheck;
import dev.sluice.core.pipeline.check.TableRule;
import dev.sluice.core.run.state.Run;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A check of a table that the query engine makes. The first row of its result, if there is one,
 * begins with how many rows don't pass; an example of them follows, which a run must be able to
 * read: of a foreign key it is cut.
 *
 * @param name {@code TABLE.CHECK}
 * @param reads the tables that it reads
 * @param sql portable, as queries are
 */
public record CheckStatement(String name, List<String> reads, String sql) {
  /** Those of all tables, in the pipeline's order. */
  public static List<CheckStatement> of(Pipeline pipeline) {
    return Stream.of(Run.Step.CHECKS, Run.Step.KEYS)
        .flatMap(step -> of(pipeline, step).stream())
        .toList();
  }

  /** Those that a step makes. */
  static List<CheckStatement> of(Pipeline pipeline, Run.Step step) {
    List<CheckStatement> all = new ArrayList<>();
    checks(pipeline, step)
        .forEach(
            (table, checks) ->
                checks.table().forEach(check -> of(table, check).ifPresent(all::add)));
    return all;
  }

  /** The checks of the tables that a step judges, by the tables' names. */
  static Map<String, Checks> checks(Pipeline pipeline, Run.Step step) {
    Map<String, Checks> all = new LinkedHashMap<>();
    if (step == Run.Step.KEYS) {
      pipeline.refined().forEach(table -> all.put(table.name(), table.checks()));
    } else {
      pipeline.trusted().forEach(table -> all.put(table.name(), table.checks()));
    }
    return all;
  }

  static String name(String table, TableCheck check) {
    return table + "." + check.name();
  }

  /** The names of all checks of tables that a step judges, also of those that need no engine. */
  static Set<String> names(Pipeline pipeline, Run.Step step) {
    Set<String> names = new HashSet<>();
    checks(pipeline, step)
        .forEach((table, checks) -> checks.table().forEach(check -> names.add(name(table, check))));
    return names;
  }

  /** Whether it is the query engine that finds what a check is to find. */
  static boolean isNeeded(TableCheck check) {
    return !(check.rule() instanceof TableRule.Size || check.rule() instanceof TableRule.Freshness);
  }

  /** A run of checks without the statements that a deployment took out of the pipeline since. */
  static Run declared(Pipeline pipeline, Run run) {
    Set<String> names = of(pipeline).stream().map(CheckStatement::name).collect(Collectors.toSet());
    return run.withTasks(run.tasks().stream().filter(task -> names.contains(task.name())).toList());
  }

  /** Empty: no engine is needed. */
  private static Optional<CheckStatement> of(String table, TableCheck check) {
    String name = name(table, check);
    if (check.rule() instanceof TableRule.ForeignKey key) {
      return Optional.of(
          new CheckStatement(name, List.of(table, key.table()), KeySql.of(table, key)));
    }
    if (check.rule() instanceof TableRule.PrimaryKey key) {
      return Optional.of(new CheckStatement(name, List.of(table), KeySql.of(table, key.columns())));
    }
    if (check.rule() instanceof TableRule.Sql rule) {
      return Optional.of(new CheckStatement(name, SqlText.of(rule.sql()).tables(), sql(rule)));
    }
    return Optional.empty();
  }

  /** The line's end closes a comment in the statement's last line. */
  private static String sql(TableRule.Sql rule) {
    return "SELECT count(*) OVER () AS failed_rows, failures.* FROM (\n%s\n) AS failures LIMIT 1"
        .formatted(rule.sql().replaceFirst("[;\\s]+$", ""));
  }
}
