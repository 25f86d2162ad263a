package dev.sluice.core.definition.sql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the tables after FROM and JOIN without a grammar, so that it takes what any engine takes. A
 * FROM counts only in parentheses that hold a SELECT, which leaves out {@code extract(year FROM t)}
 * and its like; a name that WITH defines counts as no table from there to the end of its query.
 * Trino's parser is the measure: a test compares the two.
 */
final class TableFinder {
  private static final Set<String> AFTER_FROM =
      Set.of(
          ("values where group having order limit offset fetch union intersect except window"
                  + " qualify select")
              .split(" "));
  private static final Set<String> BEFORE_DEFINITION = Set.of("as", "materialized");

  private final List<SqlToken> tokens;
  private final Set<String> found = new LinkedHashSet<>();
  private final Deque<Level> levels = new ArrayDeque<>();
  private int at;

  TableFinder(List<SqlToken> tokens) {
    this.tokens = tokens;
  }

  /** What is between two parentheses, or the statement itself. */
  private static final class Level {
    private final int start;
    private final String defines;
    private Set<String> defined;
    private Place place = Place.OTHER;
    private boolean hasSelect;
    private boolean isRecursive;
    private String definition = "";

    /**
     * @param defines the name that WITH gives to it, or nothing
     */
    Level(int start, Set<String> defined, String defines) {
      this.start = start;
      this.defined = defined;
      this.defines = defines;
    }

    void define(String name) {
      defined = new HashSet<>(defined);
      defined.add(name);
    }
  }

  private enum Place {
    /** In WITH, before the name of a definition. */
    DEFINITION,
    /** In WITH, behind it. */
    DEFINED,
    /** Where a table's name comes next. */
    TABLE,
    /** After FROM and a table, where a comma leads to the next one. */
    FROM,
    OTHER
  }

  /** The names in the order in which they occur, each once; with dots if they are qualified. */
  Set<String> find() {
    levels.push(new Level(0, Set.of(), ""));
    for (at = 0; at < tokens.size(); at++) {
      SqlToken token = tokens.get(at);
      Level level = levels.peek();
      if (token.is("(")) {
        open(level);
      } else if (token.is(")")) {
        close();
      } else if (token.is(",")) {
        comma(level);
      } else if (token.isName() && !isBefore(".")) {
        name(level, token);
      }
    }
    return found;
  }

  private void open(Level level) {
    boolean isDefinition =
        level.place == Place.DEFINED && at > 0 && isOneOf(tokens.get(at - 1), BEFORE_DEFINITION);
    Level inner = new Level(at + 1, level.defined, isDefinition ? level.definition : "");
    if (isDefinition && level.isRecursive) {
      inner.define(level.definition);
    } else if (level.place == Place.TABLE) {
      inner.place = Place.TABLE;
      level.place = Place.FROM;
    }
    levels.push(inner);
  }

  private void close() {
    if (levels.size() > 1) {
      String defined = levels.pop().defines;
      if (!defined.isEmpty()) {
        levels.peek().define(defined);
      }
    }
  }

  private static void comma(Level level) {
    if (level.place == Place.FROM) {
      level.place = Place.TABLE;
    } else if (level.place == Place.DEFINED) {
      level.place = Place.DEFINITION;
    }
  }

  private void name(Level level, SqlToken token) {
    if (token.is("with") && at == level.start) {
      level.place = Place.DEFINITION;
    } else if (level.place == Place.DEFINITION) {
      define(level, token);
    } else if (token.is("join")) {
      level.place = Place.TABLE;
    } else if (token.is("from") && level.hasSelect && !isBefore("distinct")) {
      level.place = Place.TABLE;
    } else if (isOneOf(token, AFTER_FROM)) {
      level.hasSelect |= token.is("select");
      level.place = Place.OTHER;
    } else if (level.place == Place.TABLE && !token.is("lateral")) {
      level.place = Place.FROM;
      table(level, token.text());
    }
  }

  private void define(Level level, SqlToken token) {
    if (token.is("recursive") && !level.isRecursive) {
      level.isRecursive = true;
    } else {
      level.definition = token.text();
      level.place = Place.DEFINED;
    }
  }

  /** A name with an argument list is a function's. */
  private void table(Level level, String first) {
    StringBuilder name = new StringBuilder(first);
    while (isNext(".") && at + 2 < tokens.size() && tokens.get(at + 2).isName()) {
      at += 2;
      name.append('.').append(tokens.get(at).text());
    }
    if (!isNext("(") && !level.defined.contains(name.toString())) {
      found.add(name.toString());
    }
  }

  private static boolean isOneOf(SqlToken token, Set<String> words) {
    return token.kind() == SqlToken.Kind.WORD && words.contains(token.text());
  }

  private boolean isBefore(String text) {
    return at > 0 && tokens.get(at - 1).is(text);
  }

  private boolean isNext(String text) {
    return at + 1 < tokens.size() && tokens.get(at + 1).is(text);
  }
}
