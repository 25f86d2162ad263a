package dev.sluice.local.sql;

import dev.sluice.core.definition.sql.SqlCheck.Problem;
import io.trino.grammar.sql.SqlBaseLexer;
import io.trino.sql.parser.ParsingException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/** The words of a statement: what its tree does not show, and what stands where it has no tree. */
final class SqlTokens {
  /** More than that say nothing to anyone. */
  private static final int MOST_EXPECTED = 6;

  private static final int MOST_NESTED = 100;

  private final String sql;
  private final List<? extends Token> tokens;

  SqlTokens(String sql) {
    this.sql = sql;
    tokens =
        new SqlBaseLexer(CharStreams.fromString(sql))
            .getAllTokens().stream()
                .filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL)
                .toList();
  }

  /** The statement without semicolons at its end. */
  String statement() {
    int last = tokens.size() - 1;
    while (last >= 0 && text(last).equals(";")) {
      last--;
    }
    int end = last < 0 ? 0 : tokens.get(last).getStopIndex() + 1;
    return sql.substring(0, sql.offsetByCodePoints(0, end));
  }

  /** Whether parentheses stand in so many others that the parser would take its time over them. */
  boolean isTooDeep() {
    int depth = 0;
    for (int i = 0; i < tokens.size() && depth <= MOST_NESTED; i++) {
      depth += text(i).equals("(") ? 1 : text(i).equals(")") ? -1 : 0;
    }
    return depth > MOST_NESTED;
  }

  /** Names in quotes, which mean a name, a text or nothing to different engines. */
  List<Problem> quotedNames() {
    return tokens.stream()
        .filter(
            token ->
                token.getType() == SqlBaseLexer.QUOTED_IDENTIFIER
                    || token.getType() == SqlBaseLexer.BACKQUOTED_IDENTIFIER)
        .map(
            token ->
                new Problem(
                    token.getLine(),
                    "%s is in quotes, which mean a name, a text or nothing to different engines; choose a name of a-z, 0-9 and _"
                        .formatted(token.getText())))
        .toList();
  }

  /** What is wrong where the parser could not go on, with a remedy if it is a known case. */
  Problem syntaxProblem(ParsingException e) {
    int at = 0;
    while (at < tokens.size() && isBefore(tokens.get(at), e)) {
      at++;
    }
    return new Problem(e.getLineNumber(), remedy(at).orElse(message(e, at)));
  }

  private static boolean isBefore(Token token, ParsingException e) {
    return token.getLine() < e.getLineNumber()
        || token.getLine() == e.getLineNumber()
            && token.getCharPositionInLine() + 1 < e.getColumnNumber();
  }

  private Optional<String> remedy(int at) {
    if (text(at - 1).equals("interval")) {
      return Optional.of("an interval is written INTERVAL '1' DAY in portable SQL");
    }
    if (text(at).equals("(") && List.of("from", "join", ",").contains(text(at - 2))) {
      return Optional.of(Portability.tableFunction(text(at - 1)));
    }
    return Portability.ofWord(text(at))
        .or(() -> text(at + 1).equals("(") ? Portability.ofFunction(text(at)) : Optional.empty())
        .or(() -> foreignBefore(at));
  }

  /** A word that Trino took for a name, and then could not go on. */
  private Optional<String> foreignBefore(int at) {
    for (int i = Math.min(at, tokens.size()) - 1; i >= 0; i--) {
      if (Portability.isForeign(text(i))) {
        return Portability.ofWord(text(i));
      }
    }
    return Optional.empty();
  }

  private String message(ParsingException e, int at) {
    String[] parts = e.getErrorMessage().split(" Expecting: ", 2);
    if (parts.length < 2) {
      return "column %d: %s".formatted(e.getColumnNumber(), e.getErrorMessage());
    }
    String found = at < tokens.size() ? "'" + text(at) + "'" : "the end of the statement";
    String expected = parts[1].split(", ").length > MOST_EXPECTED ? "" : "; it expects " + parts[1];
    return "Athena does not take %s at column %d%s".formatted(found, e.getColumnNumber(), expected);
  }

  private String text(int at) {
    return at < 0 || at >= tokens.size() ? "" : tokens.get(at).getText().toLowerCase(Locale.ROOT);
  }
}
