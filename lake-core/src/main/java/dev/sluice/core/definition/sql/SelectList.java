package dev.sluice.core.definition.sql;

import dev.sluice.core.definition.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is between SELECT and FROM. */
final class SelectList {
  private final Reader reader;
  private final Cursor cursor;
  private final Scope scope;
  private final List<String> names = new ArrayList<>();
  private boolean isKnown = true;

  SelectList(Reader reader, Scope scope) {
    this.reader = reader;
    this.cursor = reader.cursor;
    this.scope = scope;
  }

  /** The names of its columns, "" of those without; empty: not known. */
  Optional<List<String>> read() {
    do {
      item();
    } while (cursor.take(","));
    return isKnown ? Optional.of(List.copyOf(names)) : Optional.empty();
  }

  private void item() {
    if (cursor.take("*")) {
      if (scope.relations().isEmpty()) {
        reader.report(cursor.peek().line(), Optional.of("'*' needs a table: SELECT * FROM …"));
      }
      add(scope.all());
    } else if (cursor.ahead(1).is(".") && cursor.ahead(2).is("*")) {
      ofTable();
    } else {
      String name = reader.expressions.read(scope);
      names.add(alias(name));
    }
  }

  private void ofTable() {
    SqlToken token = cursor.peek();
    String name = cursor.name("a table's name");
    cursor.next();
    cursor.next();
    Optional<Scope.Relation> relation = scope.relation(name);
    if (relation.isEmpty()) {
      reader.report(token.line(), Optional.of(scope.unknownTable(name)));
    }
    add(relation.flatMap(Scope.Relation::columns));
  }

  private void add(Optional<List<String>> columns) {
    columns.ifPresentOrElse(names::addAll, () -> isKnown = false);
  }

  private String alias(String name) {
    boolean isAlias =
        cursor.take("as")
            || cursor.isKind(Kind.QUOTED_NAME)
            || (cursor.isKind(Kind.WORD) && !Words.isReserved(cursor.peek().text()));
    return isAlias ? cursor.name("a name") : name;
  }
}
