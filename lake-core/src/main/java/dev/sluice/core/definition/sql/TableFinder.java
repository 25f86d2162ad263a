package dev.sluice.core.definition.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the tables after FROM and JOIN. A FROM counts only where a SELECT stands on the same level
 * of parentheses, which leaves out {@code extract(year FROM t)} and its like. Where it can't tell,
 * it names no table: a false alarm would keep a good query from running.
 */
final class TableFinder {
  /** Words that can follow a table, and so are no alias. */
  private static final Set<String> CLAUSES =
      Set.of(
          "where",
          "group",
          "having",
          "order",
          "limit",
          "offset",
          "union",
          "intersect",
          "except",
          "join",
          "inner",
          "left",
          "right",
          "full",
          "cross",
          "natural",
          "on",
          "using",
          "window",
          "fetch",
          "tablesample",
          "qualify",
          "asof",
          "for");

  private static final Set<String> NO_TABLES = Set.of("unnest", "lateral", "table", "values");

  private final List<SqlToken> tokens;
  private final Set<String> defined = new HashSet<>();
  private final List<TableReference> found = new ArrayList<>();

  TableFinder(List<SqlToken> tokens) {
    this.tokens = tokens;
  }

  List<TableReference> find() {
    Deque<Boolean> selects = new ArrayDeque<>();
    selects.push(false);
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      if (token.is("(")) {
        selects.push(false);
      } else if (token.is(")") && selects.size() > 1) {
        selects.pop();
      } else if (token.is("select")) {
        selects.pop();
        selects.push(true);
      } else if (token.is("with")) {
        definitions(i + 1);
      } else if (token.is("join") || (token.is("from") && selects.peek() && !isDistinct(i))) {
        tables(i + 1);
      }
    }
    return found.stream().filter(table -> !defined.contains(table.name())).distinct().toList();
  }

  /** {@code IS [NOT] DISTINCT FROM}. */
  private boolean isDistinct(int from) {
    return is(from - 1, "distinct");
  }

  /** {@code name [(columns)] AS [[NOT] MATERIALIZED] (query), …}. */
  private void definitions(int start) {
    int i = is(start, "recursive") ? start + 1 : start;
    while (i < tokens.size() && tokens.get(i).isName()) {
      String name = tokens.get(i).text();
      int next = is(i + 1, "(") ? close(i + 1) + 1 : i + 1;
      if (!is(next, "as")) {
        return;
      }
      next += 1;
      while (is(next, "not") || is(next, "materialized")) {
        next++;
      }
      defined.add(name);
      int end = is(next, "(") ? close(next) + 1 : next;
      if (!is(end, ",")) {
        return;
      }
      i = end + 1;
    }
  }

  /** {@code table [[AS] alias [(columns)]], …}. */
  private void tables(int start) {
    int i = start;
    while (i < tokens.size()) {
      while (is(i, "(") && !beginsQuery(i + 1)) {
        i++;
      }
      i = is(i, "(") ? close(i) + 1 : table(i);
      i = alias(i);
      if (!is(i, ",")) {
        return;
      }
      i++;
    }
  }

  private boolean beginsQuery(int i) {
    return is(i, "select") || is(i, "with") || is(i, "values");
  }

  private int table(int start) {
    if (start >= tokens.size() || !tokens.get(start).isName()) {
      return tokens.size();
    }
    StringBuilder name = new StringBuilder(tokens.get(start).text());
    int i = start + 1;
    while (is(i, ".") && i + 1 < tokens.size() && tokens.get(i + 1).isName()) {
      name.append('.').append(tokens.get(i + 1).text());
      i += 2;
    }
    if (is(i, "(")) {
      return close(i) + 1;
    }
    if (NO_TABLES.contains(name.toString())) {
      return tokens.size();
    }
    found.add(new TableReference(name.toString(), tokens.get(start).line()));
    return i;
  }

  private int alias(int start) {
    int i = is(start, "as") ? start + 1 : start;
    if (i < tokens.size() && tokens.get(i).isName() && !CLAUSES.contains(tokens.get(i).text())) {
      i++;
      return is(i, "(") ? close(i) + 1 : i;
    }
    return i;
  }

  /** The index of the parenthesis that closes the one at {@code open}. */
  private int close(int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      if (tokens.get(i).is("(")) {
        depth++;
      } else if (tokens.get(i).is(")") && --depth == 0) {
        return i;
      }
    }
    return tokens.size();
  }

  private boolean is(int index, String text) {
    return index >= 0 && index < tokens.size() && tokens.get(index).is(text);
  }
}
