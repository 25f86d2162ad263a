package dev.sluice.local.sql;

import io.trino.sql.tree.Node;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.Table;
import io.trino.sql.tree.WithQuery;
import java.util.HashSet;
import java.util.Set;

/** The tables that a parsed statement reads, without those that WITH defines. */
final class ParsedTables {
  private final Set<String> found = new HashSet<>();

  private ParsedTables() {}

  static Set<String> of(Node statement) {
    ParsedTables tables = new ParsedTables();
    tables.walk(statement, Set.of());
    return tables.found;
  }

  private void walk(Node node, Set<String> outer) {
    Set<String> defined = new HashSet<>(outer);
    if (node instanceof Query query && query.getWith().isPresent()) {
      for (WithQuery each : query.getWith().get().getQueries()) {
        String name = NameResolution.lower(each.getName());
        if (query.getWith().get().isRecursive()) {
          defined.add(name);
        }
        walk(each.getQuery(), defined);
        defined.add(name);
      }
      query.getChildren().stream()
          .filter(child -> child != query.getWith().get())
          .forEach(child -> walk(child, defined));
      return;
    }
    if (node instanceof Table table && !defined.contains(table.getName().toString())) {
      found.add(table.getName().toString());
    }
    node.getChildren().forEach(child -> walk(child, defined));
  }
}
