package dev.sluice.core.definition.sql;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what is wrong with a statement that is one SELECT, beside the tables that there are. Those
 * who write pipelines get a check that knows SQL; a function, which loads what was checked before,
 * gets {@link #NONE}.
 */
@FunctionalInterface
public interface SqlCheck {
  /** Finds nothing and knows no columns. */
  SqlCheck NONE = (sql, tables) -> new Result(List.of(), Optional.empty());

  /**
   * Checks a statement.
   *
   * @param tables the columns of each by its name, in lower case; without any: they are not known
   */
  Result check(String sql, Map<String, List<String>> tables);

  /**
   * What was found.
   *
   * @param problems in the statement's order
   * @param columns of the result, in lower case, "" of one without a name; empty: not known
   */
  record Result(List<Problem> problems, Optional<List<String>> columns) {
    public Result {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Something wrong in a statement.
   *
   * @param line counted from 1
   * @param text what, and what to do
   */
  record Problem(int line, String text) {}
}
