package dev.sluice.core.run;

import dev.sluice.core.pipeline.check.TableRule;
import java.util.List;
import java.util.stream.Collectors;

/** What finds rows that break a key. Names of tables and columns need no quotes, in no engine. */
final class KeySql {
  private KeySql() {}

  /** Values that are not in the other table. */
  static String of(String table, TableRule.ForeignKey key) {
    return """
    SELECT count(*) AS failed_rows, substr(min(CAST(a.%1$s AS varchar)), 1, 200) AS %1$s
    FROM %2$s AS a
    LEFT JOIN (SELECT DISTINCT %3$s AS referenced FROM %4$s) AS b ON a.%1$s = b.referenced
    WHERE a.%1$s IS NOT NULL AND b.referenced IS NULL\
    """
        .formatted(key.column(), table, key.referenced(), key.table());
  }

  /** Of rows with the same values all but one, and those with a null. */
  static String of(String table, List<String> columns) {
    String isNull =
        columns.stream().map(column -> column + " IS NULL").collect(Collectors.joining(" OR "));
    String shown =
        columns.stream()
            .map(column -> "coalesce(CAST(%s AS varchar), 'null')".formatted(column))
            .collect(Collectors.joining(" || ', ' || "));
    return """
    SELECT coalesce(sum(CASE WHEN %1$s THEN key_rows ELSE key_rows - 1 END), 0) AS failed_rows,
           substr(min(%2$s), 1, 200) AS %3$s
    FROM (SELECT %4$s, count(*) AS key_rows FROM %5$s GROUP BY %4$s) AS keys_of
    WHERE key_rows > 1 OR %1$s\
    """
        .formatted(isNull, shown, String.join("_and_", columns), String.join(", ", columns), table);
  }
}
