package dev.sluice.core.definition.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the parts of a statement share while it is read. */
final class Reader {
  final Cursor cursor;
  final Map<String, List<String>> tables;
  final List<SqlProblem> problems = new ArrayList<>();
  final QueryReader queries;
  final FromReader from;
  final ExpressionReader expressions;

  Reader(List<SqlToken> tokens, Map<String, List<String>> tables) {
    this.cursor = new Cursor(tokens);
    this.tables = tables;
    this.queries = new QueryReader(this);
    this.from = new FromReader(this);
    this.expressions = new ExpressionReader(this);
  }

  void report(int line, Optional<String> problem) {
    problem.ifPresent(text -> problems.add(new SqlProblem(line, text)));
  }

  /** Whether a query begins here, perhaps behind parentheses. */
  boolean isQuery() {
    int ahead = 0;
    while (cursor.ahead(ahead).is("(")) {
      ahead++;
    }
    SqlToken token = cursor.ahead(ahead);
    return token.is("select") || token.is("with") || token.is("values");
  }
}
