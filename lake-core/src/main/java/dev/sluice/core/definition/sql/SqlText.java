package dev.sluice.core.definition.sql;

import dev.sluice.core.definition.sql.SqlToken.Kind;
import java.util.List;
import java.util.Optional;

/** A query as text: whether it is one query, and the tables that it reads. */
public final class SqlText {
  private final List<SqlToken> tokens;

  private SqlText(List<SqlToken> tokens) {
    this.tokens = tokens;
  }

  /** Reads SQL, whatever is in it. */
  public static SqlText of(String sql) {
    return new SqlText(SqlTokenizer.tokens(sql));
  }

  /** What makes it no single SELECT statement, to be said after its name; empty if it is one. */
  public Optional<String> complaint() {
    if (tokens.isEmpty()) {
      return Optional.of(" is empty; write one SELECT statement");
    }
    SqlToken first = tokens.get(0);
    Optional<SqlToken> unclosed =
        tokens.stream().filter(token -> token.kind() == Kind.UNCLOSED).findFirst();
    if (unclosed.isPresent()) {
      return Optional.of(
          ", line %d: %s is never closed".formatted(unclosed.get().line(), unclosed.get().text()));
    }
    if (!first.is("select") && !first.is("with")) {
      return Optional.of(
          ", line %d: must begin with SELECT or WITH, but begins with '%s'"
              .formatted(first.line(), first.text()));
    }
    return secondStatement();
  }

  private Optional<String> secondStatement() {
    for (int i = 0; i < tokens.size() - 1; i++) {
      if (tokens.get(i).is(";") && !tokens.get(i + 1).is(";")) {
        return Optional.of(
            ", line %d: a second statement begins; write each query into a file of its own"
                .formatted(tokens.get(i + 1).line()));
      }
    }
    return Optional.empty();
  }

  /** The names of the tables that it reads, without those that WITH defines. */
  public List<String> tables() {
    return List.copyOf(new TableFinder(tokens).find());
  }
}
