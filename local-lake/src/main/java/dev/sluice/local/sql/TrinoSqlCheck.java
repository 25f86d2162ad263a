package dev.sluice.local.sql;

import dev.sluice.core.definition.sql.SqlCheck;
import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks a statement against the tables that there are: whether every table and column that it
 * names is there, whether it keeps to the SQL that Athena, Spark and DuckDB all take, and which
 * columns its result has. Types, and whether a column must be in GROUP BY, are left to the engine.
 */
public final class TrinoSqlCheck implements SqlCheck {
  private static final SqlParser PARSER = new SqlParser();

  @Override
  public Result check(String sql, Map<String, List<String>> tables) {
    SqlTokens tokens = new SqlTokens(sql);
    if (tokens.isTooDeep()) {
      return new Result(
          List.of(new Problem(1, "it is nested too deep; use WITH")), Optional.empty());
    }
    List<Problem> problems = new ArrayList<>(tokens.quotedNames());
    Optional<List<String>> columns = Optional.empty();
    try {
      if (PARSER.createStatement(tokens.statement()) instanceof Query query) {
        problems.addAll(PortabilityCheck.of(query));
        NameResolution names = new NameResolution(tables);
        columns = names.columns(query);
        problems.addAll(names.problems());
      } else {
        problems.add(new Problem(1, "write a SELECT statement"));
      }
    } catch (ParsingException e) {
      problems.add(tokens.syntaxProblem(e));
    }
    return new Result(
        problems.stream().distinct().sorted(Comparator.comparingInt(Problem::line)).toList(),
        columns);
  }

  /** The tree of a statement; empty if it has none. */
  static Optional<Statement> parse(String sql) {
    try {
      return Optional.of(PARSER.createStatement(new SqlTokens(sql).statement()));
    } catch (ParsingException e) {
      return Optional.empty();
    }
  }
}
