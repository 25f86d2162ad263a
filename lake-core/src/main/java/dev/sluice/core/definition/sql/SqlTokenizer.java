package dev.sluice.core.definition.sql;

import dev.sluice.core.definition.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts SQL into tokens, leaving out comments and space. */
final class SqlTokenizer {
  private final String sql;
  private final List<SqlToken> tokens = new ArrayList<>();
  private int position;
  private int line = 1;

  private SqlTokenizer(String sql) {
    this.sql = sql;
  }

  static List<SqlToken> tokens(String sql) {
    SqlTokenizer tokenizer = new SqlTokenizer(sql);
    while (tokenizer.position < sql.length()) {
      tokenizer.next();
    }
    return tokenizer.tokens;
  }

  private void next() {
    char c = sql.charAt(position);
    if (Character.isWhitespace(c) || c == '\ufeff') {
      skipTo(position + 1);
    } else if (sql.startsWith("--", position)) {
      int end = sql.indexOf('\n', position);
      skipTo(end < 0 ? sql.length() : end);
    } else if (sql.startsWith("/*", position)) {
      blockComment();
    } else if (c == '\'') {
      quoted(c, Kind.LITERAL);
    } else if (c == '"' || c == '`') {
      quoted(c, Kind.QUOTED_NAME);
    } else if (isDigit(c) || (c == '.' && isDigit(at(position + 1)))) {
      number();
    } else if (isWordPart(c)) {
      word();
    } else {
      add(Kind.SYMBOL, String.valueOf(c), position + 1);
    }
  }

  private void blockComment() {
    int end = sql.indexOf("*/", position + 2);
    if (end < 0) {
      add(Kind.UNCLOSED, "/*", sql.length());
    } else {
      skipTo(end + 2);
    }
  }

  /** A doubled quote inside stands for one. */
  private void quoted(char quote, Kind kind) {
    StringBuilder text = new StringBuilder();
    for (int i = position + 1; i < sql.length(); i++) {
      boolean ends = sql.charAt(i) == quote;
      if (ends && i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
        i++;
      } else if (ends) {
        add(kind, kind == Kind.LITERAL ? text.toString() : lower(text.toString()), i + 1);
        return;
      }
      text.append(sql.charAt(i));
    }
    add(Kind.UNCLOSED, String.valueOf(quote), sql.length());
  }

  /** {@code 12}, {@code 1.5}, {@code 1e-3}; glued letters are taken along. */
  private void number() {
    int end = position;
    while (isWordPart(at(end))
        || (at(end) == '.' && !sql.substring(position, end).contains("."))
        || ((at(end) == '+' || at(end) == '-') && "eE".indexOf(at(end - 1)) >= 0)) {
      end++;
    }
    add(Kind.LITERAL, sql.substring(position, end), end);
  }

  private char at(int index) {
    return index < sql.length() ? sql.charAt(index) : ' ';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private void word() {
    int end = position;
    while (end < sql.length() && isWordPart(sql.charAt(end))) {
      end++;
    }
    add(Kind.WORD, lower(sql.substring(position, end)), end);
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private void add(Kind kind, String text, int end) {
    tokens.add(new SqlToken(kind, text, line));
    skipTo(end);
  }

  private void skipTo(int end) {
    line += (int) sql.substring(position, end).chars().filter(c -> c == '\n').count();
    position = end;
  }
}
