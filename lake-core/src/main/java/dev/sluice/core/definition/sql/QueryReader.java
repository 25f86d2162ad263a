package dev.sluice.core.definition.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Queries: WITH, SELECT, UNION and its like, ORDER BY, LIMIT. */
final class QueryReader {
  private final Reader reader;
  private final Cursor cursor;

  QueryReader(Reader reader) {
    this.reader = reader;
    this.cursor = reader.cursor;
  }

  /**
   * One of the queries between UNIONs.
   *
   * @param columns their names, "" of those without; empty: not known
   * @param scope of its tables; empty: it has none of its own
   */
  private record Part(Optional<List<String>> columns, Optional<Scope> scope) {}

  /**
   * Reads a query and what belongs to it.
   *
   * @param outer of the statement around; null: none
   * @return the names of its columns, "" of those without; empty: not known
   */
  Optional<List<String>> read(Scope outer) {
    Scope frame = new Scope(outer);
    if (cursor.take("with")) {
      do {
        define(frame);
      } while (cursor.take(","));
    }
    Part part = parts(frame);
    if (cursor.take("order", "by")) {
      Scope output = new Scope(part.scope().orElse(frame));
      output.add(new Scope.Relation("", part.columns()));
      orders(output);
    }
    if (cursor.take("limit") && !cursor.take("all")) {
      limit();
    }
    return part.columns();
  }

  private void limit() {
    if (!cursor.isKind(SqlToken.Kind.NUMBER)) {
      throw cursor.unexpected("a number of rows");
    }
    cursor.next();
  }

  /** {@code name [(columns)] AS (query)}. */
  private void define(Scope frame) {
    String name = cursor.name("a name");
    Optional<List<String>> names = columnNames();
    cursor.expect("as");
    cursor.expect("(");
    Optional<List<String>> columns = read(frame);
    cursor.expect(")");
    frame.define(name, names.or(() -> columns));
  }

  /** {@code (a, b)}. */
  Optional<List<String>> columnNames() {
    if (!cursor.take("(")) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    do {
      names.add(cursor.name("a column's name"));
    } while (cursor.take(","));
    cursor.expect(")");
    return Optional.of(names);
  }

  private Part parts(Scope frame) {
    Part part = part(frame);
    while (cursor.take("union") || cursor.take("except") || cursor.take("intersect")) {
      int line = cursor.peek().line();
      if (!cursor.take("all")) {
        cursor.take("distinct");
      }
      Part other = part(frame);
      part = new Part(part.columns(), Optional.empty());
      int first = part.columns().map(List::size).orElse(0);
      int second = other.columns().map(List::size).orElse(first);
      if (part.columns().isPresent() && first != second) {
        String problem = "the queries of a UNION need as many columns as each other, not %d and %d";
        reader.report(line, Optional.of(problem.formatted(first, second)));
      }
    }
    return part;
  }

  private Part part(Scope frame) {
    if (cursor.take("(")) {
      Optional<List<String>> columns = read(frame);
      cursor.expect(")");
      return new Part(columns, Optional.empty());
    }
    if (cursor.take("values")) {
      return new Part(Optional.of(values(frame)), Optional.empty());
    }
    cursor.expect("select");
    return select(frame);
  }

  private List<String> values(Scope frame) {
    List<String> names = new ArrayList<>();
    do {
      names.clear();
      cursor.expect("(");
      do {
        reader.expressions.read(frame);
        names.add("");
      } while (cursor.take(","));
      cursor.expect(")");
    } while (cursor.take(","));
    return names;
  }

  /** The list comes before the tables that it is about: these are read first. */
  private Part select(Scope frame) {
    if (!cursor.take("distinct")) {
      cursor.take("all");
    }
    int list = cursor.position();
    cursor.skipToFrom();
    int from = cursor.position();
    Scope scope = new Scope(frame);
    if (cursor.take("from")) {
      reader.from.read(frame, scope);
    }
    int rest = cursor.position();
    cursor.moveTo(list);
    Optional<List<String>> columns = new SelectList(reader, scope).read();
    if (cursor.position() != from) {
      throw cursor.unexpected("',' or FROM");
    }
    cursor.moveTo(rest);
    clauses(scope);
    return new Part(columns, Optional.of(scope));
  }

  private void clauses(Scope scope) {
    if (cursor.take("where")) {
      reader.expressions.read(scope);
    }
    if (cursor.take("group", "by")) {
      if (cursor.is("all") || cursor.is("distinct")) {
        throw new RefusedException(
            cursor.peek().line(),
            "GROUP BY ALL is not portable; name the columns or their numbers");
      }
      cursor.take("grouping", "sets");
      expressions(scope);
    }
    if (cursor.take("having")) {
      reader.expressions.read(scope);
    }
    if (cursor.take("window")) {
      do {
        cursor.name("the window's name");
        cursor.expect("as");
        reader.expressions.window(scope);
      } while (cursor.take(","));
    }
  }

  void expressions(Scope scope) {
    do {
      reader.expressions.read(scope);
    } while (cursor.take(","));
  }

  /** {@code expression [ASC | DESC] [NULLS FIRST | LAST], …}. */
  void orders(Scope scope) {
    do {
      reader.expressions.read(scope);
      if (!cursor.take("asc")) {
        cursor.take("desc");
      }
      if (cursor.take("nulls") && !cursor.take("first")) {
        cursor.expect("last");
      }
    } while (cursor.take(","));
  }
}
