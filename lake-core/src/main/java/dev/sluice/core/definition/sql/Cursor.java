package dev.sluice.core.definition.sql;

import dev.sluice.core.definition.sql.SqlToken.Kind;
import java.util.List;

/** A place among a statement's tokens. */
final class Cursor {
  private final List<SqlToken> tokens;
  private int at;

  Cursor(List<SqlToken> tokens) {
    this.tokens = tokens;
  }

  int position() {
    return at;
  }

  void moveTo(int position) {
    at = position;
  }

  SqlToken peek() {
    return ahead(0);
  }

  SqlToken ahead(int count) {
    if (at + count < tokens.size()) {
      return tokens.get(at + count);
    }
    int line = tokens.isEmpty() ? 1 : tokens.get(tokens.size() - 1).line();
    return new SqlToken(Kind.SYMBOL, "", line, 0);
  }

  boolean isAtEnd() {
    return at >= tokens.size();
  }

  SqlToken next() {
    SqlToken token = peek();
    at++;
    return token;
  }

  boolean is(String... wordsOrSymbols) {
    for (int i = 0; i < wordsOrSymbols.length; i++) {
      if (!ahead(i).is(wordsOrSymbols[i])) {
        return false;
      }
    }
    return true;
  }

  boolean isKind(Kind kind) {
    return peek().kind() == kind;
  }

  /** Takes these tokens if they come next. */
  boolean take(String... wordsOrSymbols) {
    boolean comes = is(wordsOrSymbols);
    if (comes) {
      at += wordsOrSymbols.length;
    }
    return comes;
  }

  void expect(String wordOrSymbol) {
    if (!take(wordOrSymbol)) {
      throw unexpected("'" + wordOrSymbol.toUpperCase(java.util.Locale.ROOT) + "'");
    }
  }

  /** A name without quotes. */
  String name(String what) {
    if (isKind(Kind.QUOTED_NAME)) {
      throw new RefusedException(
          peek().line(),
          "'%s' is in quotes, which mean a name, a text or nothing to different engines; choose a"
                  .formatted(peek().text())
              + " name of a-z, 0-9 and _");
    }
    if (!isKind(Kind.WORD) || Words.isReserved(peek().text())) {
      throw unexpected(what);
    }
    return next().text();
  }

  RefusedException unexpected(String wanted) {
    SqlToken token = peek();
    String found = isAtEnd() ? "the statement ends" : "there is '" + token.text() + "'";
    return new RefusedException(
        token.line(),
        Words.remedy(token)
            .orElse(
                "%s is expected, but %s; if that is good SQL, it is not in the portable subset of"
                        .formatted(wanted, found)
                    + " pipelines/README.md"));
  }

  /** The index of the token after the parenthesis that closes the one at {@code open}. */
  int after(int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      if (tokens.get(i).is("(")) {
        depth++;
      } else if (tokens.get(i).is(")") && --depth == 0) {
        return i + 1;
      }
    }
    return tokens.size();
  }

  /** Goes to the FROM of the SELECT that begins here, or to where it ends without one. */
  void skipToFrom() {
    while (!isAtEnd() && !is(")") && !is(";")) {
      boolean isDistinctFrom = at > 0 && tokens.get(at - 1).is("distinct");
      if (is("from") && !isDistinctFrom) {
        return;
      }
      if (Words.endsSelectList(peek().text()) && isKind(Kind.WORD)) {
        return;
      }
      at = is("(") ? after(at) : at + 1;
    }
  }
}
