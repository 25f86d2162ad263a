package dev.sluice.core.definition.sql;

import dev.sluice.core.definition.sql.Scope.Relation;
import dev.sluice.core.definition.sql.SqlToken.Kind;
import dev.sluice.core.definition.yaml.Suggestion;
import java.util.List;
import java.util.Optional;

/** Tables, sub-queries and joins. */
final class FromReader {
  private final Reader reader;
  private final Cursor cursor;

  FromReader(Reader reader) {
    this.reader = reader;
    this.cursor = reader.cursor;
  }

  /**
   * Reads what follows FROM.
   *
   * @param frame what sub-queries see: not the other tables
   * @param scope takes the tables
   */
  void read(Scope frame, Scope scope) {
    table(frame, scope);
    while (true) {
      if (cursor.take(",") || cursor.take("cross", "join")) {
        table(frame, scope);
      } else if (join()) {
        table(frame, scope);
        condition(scope);
      } else {
        return;
      }
    }
  }

  private boolean join() {
    if (cursor.take("join") || cursor.take("inner", "join")) {
      return true;
    }
    for (String side : List.of("left", "right", "full")) {
      if (cursor.take(side, "join") || cursor.take(side, "outer", "join")) {
        return true;
      }
      if (cursor.is(side)) {
        cursor.next();
        throw cursor.unexpected("JOIN");
      }
    }
    return false;
  }

  private void condition(Scope scope) {
    if (!cursor.take("using")) {
      cursor.expect("on");
      reader.expressions.read(scope);
      return;
    }
    int line = cursor.peek().line();
    for (String column : reader.queries.columnNames().orElse(List.of())) {
      scope.merge(column);
      for (Relation relation : List.of(scope.relations().get(scope.relations().size() - 1))) {
        reader.report(
            line,
            relation.has(column)
                ? scope.find(column)
                : Optional.of("'%s' has no column '%s'".formatted(relation.name(), column)));
      }
    }
  }

  private void table(Scope frame, Scope scope) {
    SqlToken first = cursor.peek();
    if (first.is("(") && !reader.isQuery()) {
      cursor.next();
      read(frame, scope);
      cursor.expect(")");
      return;
    }
    Relation relation;
    if (cursor.take("(")) {
      relation = new Relation("", reader.queries.read(frame));
      cursor.expect(")");
    } else {
      relation = named(frame);
    }
    reader.report(first.line(), scope.add(alias(relation)));
  }

  private Relation named(Scope frame) {
    int line = cursor.peek().line();
    String name = cursor.name("a table");
    String last = name;
    while (cursor.take(".")) {
      last = cursor.name("a table");
      name = name + "." + last;
    }
    if (cursor.is("(")) {
      throw new RefusedException(
          line, "'%s(…)' as a table is not portable; read tables".formatted(name));
    }
    Optional<Relation> defined = frame.defined(name);
    if (defined.isPresent()) {
      return defined.get();
    }
    List<String> columns = reader.tables.get(name);
    if (columns == null) {
      reader.report(line, Optional.of(unknown(name)));
    }
    return new Relation(last, Optional.ofNullable(columns).filter(known -> !known.isEmpty()));
  }

  private String unknown(String name) {
    return "the pipeline declares no table '%s'; known: %s%s"
        .formatted(
            name,
            Suggestion.known(reader.tables.keySet()),
            Suggestion.of(name, reader.tables.keySet()));
  }

  private Relation alias(Relation relation) {
    boolean isAlias =
        cursor.take("as")
            || cursor.isKind(Kind.QUOTED_NAME)
            || (cursor.isKind(Kind.WORD) && !Words.isReserved(cursor.peek().text()));
    if (!isAlias) {
      return relation;
    }
    if (Words.remedy(cursor.peek()).isPresent()) {
      throw cursor.unexpected("another name");
    }
    String name = cursor.name("another name for the table");
    return new Relation(name, reader.queries.columnNames().or(relation::columns));
  }
}
