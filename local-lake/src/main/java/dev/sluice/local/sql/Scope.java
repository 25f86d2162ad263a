package dev.sluice.local.sql;

import dev.sluice.core.definition.yaml.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tables of a SELECT, by the names under which it knows them, and those of the SELECTs around.
 */
final class Scope {
  private final Scope outer;
  private final List<Relation> relations = new ArrayList<>();
  private final Set<String> merged = new HashSet<>();
  private final Map<String, Optional<List<String>>> defined = new HashMap<>();

  Scope(Scope outer) {
    this.outer = outer;
  }

  /**
   * A table, or what stands for one.
   *
   * @param columns empty: not known, any name may be one
   */
  record Relation(String name, Optional<List<String>> columns) {
    boolean has(String column) {
      return columns.isEmpty() || columns.get().contains(column);
    }
  }

  List<Relation> relations() {
    return relations;
  }

  /** Lets a name stand for a query, as WITH does. */
  void define(String name, Optional<List<String>> columns) {
    defined.put(name, columns);
  }

  /** What a name stands for that WITH gave. */
  Optional<Relation> defined(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      if (scope.defined.containsKey(name)) {
        return Optional.of(new Relation(name, scope.defined.get(name)));
      }
    }
    return Optional.empty();
  }

  /** The columns of all tables, in order; empty if some aren't known. */
  Optional<List<String>> all() {
    List<String> columns = new ArrayList<>();
    for (Relation relation : relations) {
      if (relation.columns().isEmpty()) {
        return Optional.empty();
      }
      for (String column : relation.columns().get()) {
        if (!(merged.contains(column) && columns.contains(column))) {
          columns.add(column);
        }
      }
    }
    return Optional.of(columns);
  }

  /** Adds a table; a problem if the name is taken. */
  Optional<String> add(Relation relation) {
    boolean taken =
        !relation.name().isEmpty()
            && relations.stream().anyMatch(other -> other.name().equals(relation.name()));
    relations.add(relation);
    return taken
        ? Optional.of(
            "two tables are named '%1$s' here; give one another name: … AS other"
                .formatted(relation.name()))
        : Optional.empty();
  }

  /** A column that JOIN … USING makes one of two. */
  void merge(String column) {
    merged.add(column);
  }

  /** The problem with a column's name, if there is one. */
  Optional<String> find(String column) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      long found =
          scope.relations.stream()
              .filter(each -> each.columns().isPresent() && each.has(column))
              .count();
      if (found > 1 && !scope.merged.contains(column)) {
        return Optional.of(
            "'%s' is a column of several tables here; write which: %s"
                .formatted(column, scope.candidates(column)));
      }
      if (scope.relations.stream().anyMatch(each -> each.has(column))) {
        return Optional.empty();
      }
    }
    return Optional.of("no column '%s' here;%s".formatted(column, known(column)));
  }

  private String candidates(String column) {
    return String.join(
        " or ",
        relations.stream()
            .filter(each -> each.has(column))
            .map(each -> each.name() + "." + column)
            .toList());
  }

  private String known(String column) {
    List<String> names =
        Stream.iterate(this, scope -> scope != null, scope -> scope.outer)
            .flatMap(scope -> scope.relations.stream())
            .flatMap(each -> each.columns().orElse(List.of()).stream())
            .filter(name -> !name.isEmpty())
            .distinct()
            .toList();
    return names.isEmpty()
        ? " the statement names no table that could have it"
        : " known: " + Suggestion.known(names) + Suggestion.of(column, names);
  }

  /** The problem with a column of a table, if there is one. */
  Optional<String> find(String table, String column) {
    Optional<Relation> relation = relation(table);
    if (relation.isEmpty()) {
      return Optional.of(unknownTable(table));
    }
    if (relation.get().has(column)) {
      return Optional.empty();
    }
    List<String> names = relation.get().columns().orElse(List.of());
    return Optional.of(
        "'%s' has no column '%s'; known: %s%s"
            .formatted(table, column, Suggestion.known(names), Suggestion.of(column, names)));
  }

  String unknownTable(String table) {
    List<String> names =
        Stream.iterate(this, scope -> scope != null, scope -> scope.outer)
            .flatMap(scope -> scope.relations.stream())
            .map(Relation::name)
            .filter(name -> !name.isEmpty())
            .distinct()
            .toList();
    return "no table is named '%s' here; known: %s%s"
        .formatted(table, Suggestion.known(names), Suggestion.of(table, names));
  }

  Optional<Relation> relation(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      for (Relation relation : scope.relations) {
        if (relation.name().equals(name)) {
          return Optional.of(relation);
        }
      }
    }
    return Optional.empty();
  }
}
