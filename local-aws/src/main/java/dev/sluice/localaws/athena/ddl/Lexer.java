package dev.sluice.localaws.athena.ddl;

import dev.sluice.localaws.athena.ddl.Token.Kind;
import dev.sluice.localaws.athena.result.QueryFailedException;
import java.util.Map;

/** Cuts a statement into tokens, one when it is asked for; comments are left out. */
public final class Lexer {
  private static final Map<Character, Character> ESCAPES =
      Map.of('0', '\0', 'b', '\b', 'n', '\n', 'r', '\r', 't', '\t', 'Z', '\u001A');

  private final String sql;
  private int at;

  public Lexer(String sql) {
    this.sql = sql;
  }

  /** The next token; at the end always the end. */
  public Token next() throws QueryFailedException {
    skipBlanks();
    int from = at;
    if (at == sql.length()) {
      return new Token(Kind.END, "<EOF>", at, at);
    }
    char c = sql.charAt(at);
    if (c == '\'' || c == '"') {
      String text = quoted(c);
      return new Token(c == '"' ? Kind.QUOTED : Kind.TEXT, text, from, at);
    }
    if (c == '`') {
      return new Token(Kind.NAME, name(), from, at);
    }
    if (!isWord(c)) {
      at += 1;
      return new Token(Kind.SYMBOL, String.valueOf(c), from, at);
    }
    while (at < sql.length() && isWord(sql.charAt(at))) {
      at += 1;
    }
    String word = sql.substring(from, at);
    boolean number = word.chars().allMatch(Character::isDigit);
    return new Token(number ? Kind.NUMBER : Kind.WORD, word, from, at);
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private void skipBlanks() throws QueryFailedException {
    while (at < sql.length()) {
      if (Character.isWhitespace(sql.charAt(at))) {
        at += 1;
      } else if (sql.startsWith("--", at)) {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end;
      } else if (sql.startsWith("/*", at)) {
        int end = sql.indexOf("*/", at + 2);
        if (end < 0) {
          throw open(at, "comment");
        }
        at = end + 2;
      } else {
        return;
      }
    }
  }

  private String name() throws QueryFailedException {
    int from = at;
    int end = sql.indexOf('`', at + 1);
    if (end < 0) {
      throw open(from, "name in backticks");
    }
    at = end + 1;
    return sql.substring(from + 1, end);
  }

  /** A text with Hive's escapes; a doubled quote is one quote, as in SQL. */
  private String quoted(char quote) throws QueryFailedException {
    int from = at++;
    StringBuilder text = new StringBuilder();
    while (at < sql.length()) {
      char c = sql.charAt(at++);
      if (c == '\\' && at < sql.length()) {
        escape(text);
      } else if (c != quote) {
        text.append(c);
      } else if (at < sql.length() && sql.charAt(at) == quote) {
        text.append(quote);
        at += 1;
      } else {
        return text.toString();
      }
    }
    throw open(from, "text");
  }

  private void escape(StringBuilder text) {
    String rest = sql.substring(at, Math.min(sql.length(), at + 5));
    if (rest.matches("(?s)u[0-9a-fA-F]{4}")) {
      text.append((char) Integer.parseInt(rest.substring(1), 16));
      at += 5;
    } else if (rest.matches("(?s)[0-1][0-7]{2}.*")) {
      text.append((char) Integer.parseInt(rest.substring(0, 3), 8));
      at += 3;
    } else {
      char c = sql.charAt(at++);
      text.append(c == '%' || c == '_' ? "\\" : "").append(ESCAPES.getOrDefault(c, c));
    }
  }

  private QueryFailedException open(int from, String what) {
    return new QueryFailedException(
        "SYNTAX_ERROR", Tokens.place(sql, from) + "The " + what + " that begins here does not end");
  }
}
