package dev.sluice.localaws.athena.query;

import dev.sluice.localaws.athena.ddl.Lexer;
import dev.sluice.localaws.athena.ddl.Token;
import dev.sluice.localaws.athena.ddl.Token.Kind;
import dev.sluice.localaws.athena.iceberg.Version;
import dev.sluice.localaws.athena.result.QueryFailedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code FOR TIMESTAMP AS OF} and {@code FOR VERSION AS OF}, which DuckDB doesn't know: a table
 * that has one behind it gets a name of its own, {@code "t@…"}, and keeps the written one as its
 * alias.
 */
final class TimeTravel {
  private static final Set<String> AFTER_TABLE =
      Set.of(
          "WHERE",
          "JOIN",
          "INNER",
          "LEFT",
          "RIGHT",
          "FULL",
          "CROSS",
          "NATURAL",
          "ON",
          "USING",
          "GROUP",
          "ORDER",
          "HAVING",
          "LIMIT",
          "OFFSET",
          "FETCH",
          "UNION",
          "EXCEPT",
          "INTERSECT",
          "WINDOW",
          "TABLESAMPLE");

  private final String written;
  private final List<Token> tokens = new ArrayList<>();
  private final Map<String, Period> periods = new HashMap<>();
  private final StringBuilder sql = new StringBuilder();

  private TimeTravel(String written) {
    this.written = written;
  }

  private record Period(String table, boolean isTime, String expression) {}

  static TimeTravel of(String written) throws QueryFailedException {
    TimeTravel travel = new TimeTravel(written);
    String upper = written.toUpperCase(Locale.ROOT);
    if (upper.contains("FOR") && upper.contains("OF")) {
      travel.rewrite();
    } else {
      travel.sql.append(written);
    }
    return travel;
  }

  String sql() {
    return sql.toString();
  }

  /** The name that was written for a table of the past; the name itself for any other. */
  String table(String name) {
    return periods.containsKey(name) ? periods.get(name).table() : name;
  }

  /** The version that is asked for by a table's name. */
  Version version(String name, Statement duckDb) throws QueryFailedException, SQLException {
    Period period = periods.get(name);
    if (period == null) {
      return Version.CURRENT;
    }
    String zoned = period.expression().replaceAll("(?i)\\bTIMESTAMP(?=\\s*')", "TIMESTAMPTZ");
    String wanted = period.isTime() ? "epoch_ms(CAST((%s) AS TIMESTAMPTZ))" : "%s";
    try (ResultSet row = duckDb.executeQuery("SELECT " + wanted.formatted(zoned))) {
      row.next();
      Object value = row.getObject(1);
      if (value instanceof Number number) {
        return period.isTime()
            ? new Version.At(Instant.ofEpochMilli(number.longValue()))
            : new Version.Snapshot(number.longValue());
      }
      if (value instanceof String reference) {
        return new Version.Reference(reference);
      }
    } catch (SQLException e) {
      throw refused(period, ": " + e.getMessage());
    }
    throw refused(period, "");
  }

  private static QueryFailedException refused(Period period, String reason) {
    return new QueryFailedException(
        "TYPE_MISMATCH",
        "FOR %s AS OF %s is not a %s%s"
            .formatted(
                period.isTime() ? "TIMESTAMP" : "VERSION",
                period.expression(),
                period.isTime() ? "time" : "snapshot's id or a branch's or tag's name",
                reason));
  }

  private void rewrite() throws QueryFailedException {
    Lexer lexer = new Lexer(written);
    Token token = lexer.next();
    for (; token.kind() != Kind.END; token = lexer.next()) {
      tokens.add(token);
    }
    tokens.add(token);
    int copied = 0;
    for (int i = 1; i + 4 < tokens.size(); i++) {
      Optional<Boolean> time = period(i);
      if (time.isPresent()) {
        Token name = tokens.get(i - 1);
        int end = expression(i + 4);
        String expression = written.substring(tokens.get(i + 4).from(), tokens.get(end - 1).to());
        sql.append(written, copied, name.from());
        copied = tokens.get(end - 1).to();
        replace(name, new Period(name.text(), time.get(), expression), end);
      }
    }
    sql.append(written, copied, written.length());
  }

  /** Whether a time or a version stands at a token; empty: neither. */
  private Optional<Boolean> period(int at) {
    Token name = tokens.get(at - 1);
    boolean behind = name.kind() == Kind.WORD || name.kind() == Kind.QUOTED;
    if (!behind || !is(at, "FOR") || !is(at + 2, "AS") || !is(at + 3, "OF")) {
      return Optional.empty();
    }
    if (is(at + 1, "TIMESTAMP") || is(at + 1, "SYSTEM_TIME")) {
      return Optional.of(true);
    }
    return is(at + 1, "VERSION") || is(at + 1, "SYSTEM_VERSION")
        ? Optional.of(false)
        : Optional.empty();
  }

  private boolean is(int at, String word) {
    return at < tokens.size() && tokens.get(at).is(word);
  }

  /** The token behind an expression: operands with operators between them. */
  private int expression(int from) {
    int at = operand(from);
    while (at < tokens.size()) {
      Token token = tokens.get(at);
      if (token.kind() == Kind.SYMBOL && "+-*/|".contains(token.text())) {
        at = operand(at + 1);
      } else if (is(at, "AT") && is(at + 1, "TIME") && is(at + 2, "ZONE")) {
        at = operand(at + 3);
      } else {
        return at;
      }
    }
    return at;
  }

  private int operand(int from) {
    int at = from;
    while (is(at, "-") || is(at, "+") || is(at, "|")) {
      at++;
    }
    boolean interval = is(at, "INTERVAL");
    at++;
    if (is(at, "-") && interval) {
      at++;
    }
    if (at < tokens.size() && tokens.get(at).kind() == Kind.TEXT && isTyped(at - 1)) {
      return interval ? at + 2 : at + 1;
    }
    return is(at, "(") || is(at - 1, "(") ? closed(is(at, "(") ? at : at - 1) : at;
  }

  private boolean isTyped(int at) {
    return tokens.get(at).kind() == Kind.WORD || is(at, "-");
  }

  private int closed(int open) {
    int depth = 0;
    for (int at = open; at < tokens.size(); at++) {
      depth += is(at, "(") ? 1 : is(at, ")") ? -1 : 0;
      if (depth == 0) {
        return at + 1;
      }
    }
    return tokens.size() - 1;
  }

  /** Keeps the length, if it can, so that places in errors stay true. */
  private void replace(Token name, Period period, int next) {
    String key = name.text() + "@" + Integer.toHexString(period.hashCode());
    periods.put(key, period);
    Token after = tokens.get(next);
    boolean aliased =
        after.kind() == Kind.QUOTED
            || (after.kind() == Kind.WORD
                && !AFTER_TABLE.contains(after.text().toUpperCase(Locale.ROOT)));
    String written = this.written.substring(name.from(), tokens.get(next - 1).to());
    String text = '"' + key + '"' + (aliased ? "" : " AS " + '"' + name.text() + '"');
    sql.append(text);
    written
        .substring(Math.min(text.length(), written.length()))
        .chars()
        .forEach(c -> sql.append(c == '\n' ? '\n' : ' '));
  }
}
