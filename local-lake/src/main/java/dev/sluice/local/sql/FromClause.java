package dev.sluice.local.sql;

import dev.sluice.core.definition.yaml.Suggestion;
import io.trino.sql.tree.AliasedRelation;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Join;
import io.trino.sql.tree.JoinOn;
import io.trino.sql.tree.JoinUsing;
import io.trino.sql.tree.Relation;
import io.trino.sql.tree.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the tables that a query names after FROM, and what they are named there. */
final class FromClause {
  private final NameResolution resolution;
  private final ColumnNames columns;
  private final Map<String, List<String>> tables;

  FromClause(NameResolution resolution, ColumnNames columns, Map<String, List<String>> tables) {
    this.resolution = resolution;
    this.columns = columns;
    this.tables = tables;
  }

  /**
   * Reads what follows FROM.
   *
   * @param frame what sub-queries see: not the other tables
   * @param scope takes the tables
   */
  void read(Relation relation, Scope frame, Scope scope) {
    if (relation instanceof Join join) {
      read(join.getLeft(), frame, scope);
      read(join.getRight(), frame, scope);
      join.getCriteria()
          .ifPresent(
              by -> {
                if (by instanceof JoinOn on) {
                  columns.check(on.getExpression(), scope);
                } else if (by instanceof JoinUsing using) {
                  using.getColumns().forEach(column -> merge(column, scope));
                }
              });
    } else {
      scope.add(single(relation, frame)).ifPresent(problem -> resolution.report(relation, problem));
    }
  }

  private Scope.Relation single(Relation relation, Scope frame) {
    if (relation instanceof AliasedRelation aliased) {
      Optional<List<String>> inner = single(aliased.getRelation(), frame).columns();
      return new Scope.Relation(
          NameResolution.lower(aliased.getAlias()),
          Optional.ofNullable(aliased.getColumnNames()).map(NameResolution::lower).or(() -> inner));
    }
    if (relation instanceof Join) {
      Scope inside = new Scope(frame);
      read(relation, frame, inside);
      return new Scope.Relation("", inside.all());
    }
    return relation instanceof Table table
        ? named(table, frame)
        : new Scope.Relation("", resolution.body(relation, frame, new Scope(frame)));
  }

  Scope.Relation named(Table table, Scope frame) {
    String name = table.getName().toString();
    Optional<Scope.Relation> defined = frame.defined(name);
    if (defined.isPresent()) {
      return defined.get();
    }
    List<String> known = tables.get(name);
    Optional<String> elsewhere =
        tables.keySet().stream().filter(each -> each.endsWith("." + name)).findFirst();
    if (known == null && elsewhere.isPresent()) {
      resolution.report(
          table, "'%s' is in another database; write %s".formatted(name, elsewhere.get()));
    } else if (known == null) {
      resolution.report(
          table,
          "the pipeline declares no table '%s'; known: %s%s"
              .formatted(
                  name, Suggestion.known(tables.keySet()), Suggestion.of(name, tables.keySet())));
    }
    return new Scope.Relation(
        table.getName().getSuffix(), Optional.ofNullable(known).filter(names -> !names.isEmpty()));
  }

  private void merge(Identifier column, Scope scope) {
    String name = NameResolution.lower(column);
    scope.merge(name);
    Scope.Relation right = scope.relations().get(scope.relations().size() - 1);
    Optional<String> problem =
        right.has(name)
            ? scope.find(name)
            : Optional.of("'%s' has no column '%s'".formatted(right.name(), name));
    problem.ifPresent(text -> resolution.report(column, text));
  }
}
