package dev.sluice.core.definition.sql;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A statement checked against the tables that there are: whether every table and column that it
 * names is there, whether it keeps to the SQL that Athena, Spark and DuckDB all take, and which
 * columns its result has. Types, and whether a column must be in GROUP BY, are left to the engine.
 *
 * @param problems in the statement's order; empty: none
 * @param columns of the result, in lower case, "" of one without a name; empty: not known
 */
public record SqlCheck(List<SqlProblem> problems, Optional<List<String>> columns) {
  public SqlCheck {
    problems = List.copyOf(problems);
  }

  /**
   * Checks a statement that is one SELECT.
   *
   * @param tables the columns of each by its name, in lower case; none: they are not known
   */
  public static SqlCheck of(String sql, Map<String, List<String>> tables) {
    Reader reader = new Reader(SqlTokenizer.tokens(sql), tables);
    Optional<List<String>> columns = Optional.empty();
    try {
      columns = reader.queries.read(null);
      while (reader.cursor.take(";")) {
        // Nothing follows them, as it is one statement.
        continue;
      }
      if (!reader.cursor.isAtEnd()) {
        throw reader.cursor.unexpected("the end of the statement");
      }
    } catch (RefusedException e) {
      reader.report(e.line(), Optional.of(e.getMessage()));
    } catch (StackOverflowError e) {
      reader.report(1, Optional.of("it is nested too deep; use WITH"));
    }
    return new SqlCheck(
        reader.problems.stream()
            .distinct()
            .sorted((a, b) -> Integer.compare(a.line(), b.line()))
            .toList(),
        columns);
  }
}
