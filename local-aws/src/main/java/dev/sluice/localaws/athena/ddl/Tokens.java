package dev.sluice.localaws.athena.ddl;

import dev.sluice.localaws.athena.ddl.Token.Kind;
import dev.sluice.localaws.athena.result.QueryFailedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A statement's tokens, read from the first to the last. */
final class Tokens {
  private final String sql;
  private final Lexer lexer;
  private final List<Token> seen = new ArrayList<>();
  private int at;

  Tokens(String sql) {
    this.sql = sql;
    this.lexer = new Lexer(sql);
  }

  private Token get(int index) throws QueryFailedException {
    while (seen.size() <= index) {
      seen.add(lexer.next());
    }
    return seen.get(index);
  }

  Token peek() throws QueryFailedException {
    return get(at);
  }

  private Token next() throws QueryFailedException {
    return get(at++);
  }

  boolean is(String... words) throws QueryFailedException {
    for (int i = 0; i < words.length; i++) {
      if (!get(at + i).is(words[i])) {
        return false;
      }
    }
    return true;
  }

  /** Goes past the words, if they are next. */
  boolean take(String... words) throws QueryFailedException {
    boolean found = is(words);
    at += found ? words.length : 0;
    return found;
  }

  void expect(String... words) throws QueryFailedException {
    for (String word : words) {
      if (!take(word)) {
        throw unexpected("'" + word + "'");
      }
    }
  }

  /** Whether {@code IF EXISTS} or {@code IF NOT EXISTS} is next, and goes past it. */
  boolean takeIf(String... exists) throws QueryFailedException {
    if (!take("IF")) {
      return false;
    }
    expect(exists);
    return true;
  }

  String text() throws QueryFailedException {
    if (peek().kind() != Kind.TEXT && peek().kind() != Kind.QUOTED) {
      throw unexpected("a text in quotes");
    }
    return next().text();
  }

  int number() throws QueryFailedException {
    if (peek().kind() != Kind.NUMBER || peek().text().length() > 9) {
      throw unexpected("a number");
    }
    return Integer.parseInt(next().text());
  }

  /** A text, or a number as it is written. */
  String constant() throws QueryFailedException {
    String sign = take("-") ? "-" : "";
    if (peek().kind() == Kind.NUMBER) {
      return sign + next().text();
    }
    return sign + text();
  }

  /** A name in lower case, bare or in backticks. */
  String name() throws QueryFailedException {
    if (peek().kind() == Kind.QUOTED) {
      throw unexpected("a name; in DDL, names are quoted with backticks");
    }
    if (peek().kind() != Kind.WORD && peek().kind() != Kind.NAME) {
      throw unexpected("a name");
    }
    return next().text().toLowerCase(Locale.ROOT);
  }

  /** A table's or view's name. {@code `db.table`} is two names, as Hive reads it. */
  ObjectName objectName(String currentDatabase) throws QueryFailedException {
    return objectName(currentDatabase, false);
  }

  /** A view's name: in double quotes too, as in Trino. */
  ObjectName viewName(String currentDatabase) throws QueryFailedException {
    return objectName(currentDatabase, true);
  }

  private ObjectName objectName(String currentDatabase, boolean quotes)
      throws QueryFailedException {
    List<String> parts = new ArrayList<>();
    String place = place();
    do {
      if (quotes && peek().kind() == Kind.QUOTED) {
        parts.add(next().text().toLowerCase(Locale.ROOT));
      } else {
        boolean split = peek().kind() == Kind.NAME;
        String name = name();
        parts.addAll(split ? List.of(name.split("\\.", 2)) : List.of(name));
      }
    } while (take("."));
    if (parts.size() == 3 && parts.get(0).equals("awsdatacatalog")) {
      parts.remove(0);
    }
    if (parts.size() > 2) {
      throw new QueryFailedException(
          "CATALOG_NOT_FOUND", place + "Catalog '" + parts.get(0) + "' does not exist");
    }
    return parts.size() == 2
        ? new ObjectName(parts.get(0), parts.get(1), true)
        : new ObjectName(currentDatabase.toLowerCase(Locale.ROOT), parts.get(0), false);
  }

  /** {@code ('a' = 'b', …)}. */
  Map<String, String> properties() throws QueryFailedException {
    Map<String, String> properties = new LinkedHashMap<>();
    expect("(");
    do {
      String key = text();
      expect("=");
      properties.put(key, text());
    } while (take(","));
    expect(")");
    return properties;
  }

  /** Nothing may follow but a semicolon. */
  void end() throws QueryFailedException {
    if (take(";")) {
      if (peek().kind() != Kind.END) {
        throw new QueryFailedException(
            "SYNTAX_ERROR", "Only one sql statement is allowed. Got: " + sql);
      }
    } else if (peek().kind() != Kind.END) {
      throw unexpected("<EOF>");
    }
  }

  QueryFailedException unexpected(String expected) throws QueryFailedException {
    Token next = peek();
    return new QueryFailedException(
        "SYNTAX_ERROR",
        "%smismatched input '%s'. Expecting: %s".formatted(place(), next.text(), expected));
  }

  /** Where the token before the next one ends, as an offset. */
  int offset() {
    return at == 0 ? 0 : seen.get(at - 1).to();
  }

  /** {@code "line 2:15: "} of what is next. */
  String place() throws QueryFailedException {
    return place(sql, peek().from());
  }

  String placeOf(Token token) {
    return place(sql, token.from());
  }

  static String place(String sql, int offset) {
    String before = sql.substring(0, offset);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return "line " + line + ":" + (offset - before.lastIndexOf('\n')) + ": ";
  }
}
