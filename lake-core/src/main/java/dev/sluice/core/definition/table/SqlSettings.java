package dev.sluice.core.definition.table;

import dev.sluice.core.definition.sql.SqlCheck.Problem;
import dev.sluice.core.definition.yaml.Settings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills <code>${NAME:default}</code> in SQL: each is one literal, whose type the form of the
 * default gives, and can be nothing else, whatever is set. <code>$${</code> stands for <code>${
 * </code>. Lines stay where they are.
 */
final class SqlSettings {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\{(" + Settings.NAME + ")(?::([^}\\n]*))?\\}");

  /** Functions among whose arguments stands the word FROM. */
  private static final Set<String> WITH_FROM = Set.of("substring", "trim", "extract", "overlay");

  /** What would become one with a literal beside it. */
  private static final Pattern GLUE = Pattern.compile("[\\p{L}\\p{N}_.$'\"`&]");

  /** Words before a name, and before what a literal brings itself. */
  private static final Map<String, String> BEFORE =
      Map.of(
          "from", "a setting is a value and can't name a table; write the table's name",
          "join", "a setting is a value and can't name a table; write the table's name",
          "as", "a setting is a value and can't name a column; write the name",
          "date", "the setting brings the word DATE itself; leave it out before ${…}",
          "timestamp", "the setting brings the word TIMESTAMP itself; leave it out before ${…}");

  private final String sql;
  private final Settings settings;
  private final String where;
  private final List<Problem> problems = new ArrayList<>();
  private final StringBuilder bound = new StringBuilder();

  /** The word before, with at most blanks and comments behind it. */
  private final StringBuilder word = new StringBuilder();

  /** The word before that one; empty if something else stands between them. */
  private String wordBefore = "";

  /** The words before the parentheses that are open. */
  private final Deque<String> open = new ArrayDeque<>();

  private boolean isWordOver;
  private int at;

  private SqlSettings(String sql, Settings settings, String where) {
    this.sql = sql;
    this.settings = settings;
    this.where = where;
  }

  /**
   * A statement with its settings filled in.
   *
   * @param problems in the statement's order; if there are any, the SQL is of no use
   */
  record Bound(String sql, List<Problem> problems) {}

  /**
   * Fills a statement.
   *
   * @param where it stands, as a problem with another default says it
   */
  static Bound bind(String sql, Settings settings, String where) {
    if (!sql.contains("${")) {
      return new Bound(sql, List.of());
    }
    SqlSettings binding = new SqlSettings(sql, settings, where);
    while (binding.at < sql.length()) {
      binding.next();
    }
    return new Bound(binding.bound.toString(), List.copyOf(binding.problems));
  }

  private void next() {
    char c = sql.charAt(at);
    if (c == '\'') {
      word.setLength(0);
      closed("'", "in quotes a setting is not filled; take the quotes away, as it brings its own");
    } else if (c == '"' || c == '`') {
      word.setLength(0);
      closed(String.valueOf(c), "a setting is a value and can't be a name; write the name");
    } else if (sql.startsWith("--", at)) {
      closed("\n", "in a comment a setting says nothing; take it out");
    } else if (sql.startsWith("/*", at)) {
      closed("*/", "in a comment a setting says nothing; take it out");
    } else if (sql.startsWith("$${", at)) {
      copy("${", 3);
    } else if (sql.startsWith("${", at)) {
      placeholder();
    } else {
      note(c);
      copy(String.valueOf(c), 1);
    }
  }

  private void note(char c) {
    boolean isPart = Character.isLetterOrDigit(c) || c == '_';
    if (c == '(') {
      open.push(word.toString().toLowerCase(Locale.ROOT));
    } else if (c == ')') {
      open.poll();
    }
    if (!Character.isWhitespace(c) && (!isPart || isWordOver)) {
      wordBefore = isPart ? word.toString().toLowerCase(Locale.ROOT) : "";
      word.setLength(0);
    }
    if (isPart) {
      word.append(c);
    }
    isWordOver = !isPart;
  }

  private void copy(String text, int length) {
    bound.append(text);
    at += length;
  }

  /** What stands within quotes or in a comment; a doubled quote is the begin of the next ones. */
  private void closed(String by, String complaint) {
    int found = sql.indexOf(by, at + Math.min(by.length(), 2));
    int end = found < 0 ? sql.length() : found + by.length();
    String text = sql.substring(at, end);
    for (int i = text.indexOf("${"); i >= 0; i = text.indexOf("${", i + 2)) {
      if (i == 0 || text.charAt(i - 1) != '$') {
        report(at + i, complaint + " ($${ stands for ${)");
      }
    }
    copy(text.replace("$${", "${"), text.length());
  }

  private void placeholder() {
    Matcher matcher = PLACEHOLDER.matcher(sql).region(at, sql.length());
    if (!matcher.lookingAt()) {
      report(at, "a '${' without a setting; write ${NAME:default}, or $${");
      copy("${", 2);
      return;
    }
    neighbour(matcher).ifPresent(complaint -> report(at, complaint));
    word.setLength(0);
    copy(literal(matcher.group(1), matcher.group(2)), matcher.group().length());
  }

  private Optional<String> neighbour(Matcher placeholder) {
    String before = at == 0 ? "" : sql.substring(at - 1, at);
    int end = placeholder.end();
    String after = end == sql.length() ? "" : sql.substring(end, end + 1);
    if (GLUE.matcher(before).matches() || GLUE.matcher(after).matches()) {
      return Optional.of(
          "the setting %s is one value; put a blank between it and what is beside it"
              .formatted(placeholder.group(1)));
    }
    String last = word.toString().toLowerCase(Locale.ROOT);
    boolean isOperator =
        last.equals("from")
            && (wordBefore.equals("distinct")
                || !open.isEmpty() && WITH_FROM.contains(open.peek()));
    return isOperator ? Optional.empty() : Optional.ofNullable(BEFORE.get(last));
  }

  private String literal(String name, String fallback) {
    if (Settings.isReserved(name)) {
      report(at, Settings.missing(name));
    } else if (fallback == null) {
      report(
          at,
          "the setting %1$s needs a default here, whose form says what it is: ${%1$s:10}, ${%1$s:1.5}, ${%1$s:north}, ${%1$s:2026-06-01}"
              .formatted(name));
    } else {
      settings
          .noteSql(name, fallback, "%s, line %d".formatted(where, line(at)))
          .ifPresent(problem -> report(at, problem));
      return value(name, fallback);
    }
    return "NULL";
  }

  private String value(String name, String fallback) {
    SqlLiteral type = SqlLiteral.of(fallback);
    Optional<String> set = settings.value(name);
    Optional<String> sql = type.sql(set.orElse(Settings.unquoted(fallback)));
    if (sql.isEmpty()) {
      report(
          at,
          "the setting %s is '%s', but needs %s%s, as its default %s is one%s"
              .formatted(
                  name,
                  set.orElse(fallback),
                  type.description(),
                  type.limits(),
                  fallback,
                  type == SqlLiteral.WHOLE ? "; write that with a point to take any number" : ""));
    }
    return sql.orElse("NULL");
  }

  private void report(int position, String complaint) {
    problems.add(new Problem(line(position), complaint));
  }

  private int line(int position) {
    return 1 + (int) sql.substring(0, position).chars().filter(c -> c == '\n').count();
  }
}
