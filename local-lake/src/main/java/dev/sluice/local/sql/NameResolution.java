package dev.sluice.local.sql;

import dev.sluice.core.definition.sql.SqlCheck.Problem;
import io.trino.sql.tree.AllColumns;
import io.trino.sql.tree.DereferenceExpression;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.OrderBy;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.QuerySpecification;
import io.trino.sql.tree.Relation;
import io.trino.sql.tree.Row;
import io.trino.sql.tree.SelectItem;
import io.trino.sql.tree.SetOperation;
import io.trino.sql.tree.SingleColumn;
import io.trino.sql.tree.Table;
import io.trino.sql.tree.TableSubquery;
import io.trino.sql.tree.Values;
import io.trino.sql.tree.WithQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the table of each column that a query names, and the names of its own columns. */
final class NameResolution {
  private final List<Problem> problems = new ArrayList<>();
  private final ColumnNames columns = new ColumnNames(this);
  private final FromClause relations;

  /**
   * @param tables the columns of each by its name, in lower case; without any: they are not known
   */
  NameResolution(Map<String, List<String>> tables) {
    relations = new FromClause(this, columns, tables);
  }

  /** What was found until now. */
  List<Problem> problems() {
    return problems;
  }

  /** The names of the statement's columns, "" of those without; empty: not known. */
  Optional<List<String>> columns(Query query) {
    return columns(query, null);
  }

  /**
   * @param outer of the statement around; null: none
   */
  Optional<List<String>> columns(Query query, Scope outer) {
    Scope frame = new Scope(outer);
    query.getWith().ifPresent(with -> with.getQueries().forEach(each -> define(each, frame)));
    Scope scope = new Scope(frame);
    Optional<List<String>> result = body(query.getQueryBody(), frame, scope);
    query.getOrderBy().ifPresent(by -> order(by, scope, result));
    return result;
  }

  private void define(WithQuery definition, Scope frame) {
    Optional<List<String>> inner = columns(definition.getQuery(), frame);
    frame.define(
        lower(definition.getName()),
        definition.getColumnNames().map(NameResolution::lower).or(() -> inner));
  }

  /**
   * One of the queries between UNIONs, or all of them.
   *
   * @param scope takes the tables that ORDER BY may name
   */
  Optional<List<String>> body(Relation body, Scope frame, Scope scope) {
    if (body instanceof QuerySpecification select) {
      return select(select, frame, scope);
    } else if (body instanceof SetOperation operation) {
      return set(operation, frame);
    } else if (body instanceof Values values) {
      values.getRows().forEach(row -> columns.check(row, frame));
      return Optional.of(Collections.nCopies(width(values.getRows().get(0)), ""));
    } else if (body instanceof TableSubquery query) {
      return columns(query.getQuery(), frame);
    }
    return body instanceof Table table ? relations.named(table, frame).columns() : Optional.empty();
  }

  private static int width(Expression row) {
    return row instanceof Row of ? of.getItems().size() : 1;
  }

  private Optional<List<String>> set(SetOperation operation, Scope frame) {
    List<Optional<List<String>>> parts =
        operation.getRelations().stream().map(each -> body(each, frame, new Scope(frame))).toList();
    Optional<List<String>> first = parts.get(0);
    for (int i = 1; i < parts.size() && first.isPresent(); i++) {
      int width = first.get().size();
      int other = parts.get(i).map(List::size).orElse(width);
      if (width != other) {
        report(
            operation.getRelations().get(i),
            "the queries of a UNION need as many columns as each other, not %d and %d"
                .formatted(width, other));
      }
    }
    return first;
  }

  private Optional<List<String>> select(QuerySpecification select, Scope frame, Scope scope) {
    select.getFrom().ifPresent(from -> relations.read(from, frame, scope));
    Optional<List<String>> result = Optional.of(new ArrayList<>());
    for (SelectItem item : select.getSelect().getSelectItems()) {
      Optional<List<String>> names = names(item, scope);
      result = result.isPresent() && names.isPresent() ? joined(result, names) : Optional.empty();
    }
    select.getWhere().ifPresent(where -> columns.check(where, scope));
    select.getGroupBy().ifPresent(by -> columns.check(by, scope));
    select.getHaving().ifPresent(having -> columns.check(having, scope));
    select.getWindows().forEach(window -> columns.check(window.getWindow(), scope));
    Optional<List<String>> output = result;
    select.getOrderBy().ifPresent(by -> order(by, scope, output));
    return output;
  }

  private static Optional<List<String>> joined(
      Optional<List<String>> left, Optional<List<String>> right) {
    List<String> both = new ArrayList<>(left.orElseThrow());
    both.addAll(right.orElseThrow());
    return Optional.of(both);
  }

  /** The columns of the result may be named beside those of the tables. */
  private void order(OrderBy by, Scope scope, Optional<List<String>> output) {
    Scope both = new Scope(scope);
    both.add(new Scope.Relation("", output));
    columns.check(by, both);
  }

  private Optional<List<String>> names(SelectItem item, Scope scope) {
    if (item instanceof SingleColumn column) {
      columns.check(column.getExpression(), scope);
      return Optional.of(List.of(column.getAlias().map(NameResolution::lower).orElse(own(column))));
    }
    Optional<Expression> target = ((AllColumns) item).getTarget();
    if (target.isEmpty()) {
      if (scope.relations().isEmpty()) {
        report(item, "'*' needs a table: SELECT * FROM …");
      }
      return scope.all();
    }
    String table = target.get().toString().toLowerCase(Locale.ROOT);
    Optional<Scope.Relation> relation = scope.relation(table);
    if (relation.isEmpty()) {
      report(item, scope.unknownTable(table));
    }
    return relation.flatMap(Scope.Relation::columns);
  }

  private static String own(SingleColumn column) {
    if (column.getExpression() instanceof Identifier name) {
      return lower(name);
    }
    return column.getExpression() instanceof DereferenceExpression of
        ? of.getField().map(NameResolution::lower).orElse("")
        : "";
  }

  void report(Node node, String text) {
    problems.add(new Problem(line(node), text));
  }

  static int line(Node node) {
    return node.getLocation().map(at -> at.getLineNumber()).orElse(1);
  }

  static String lower(Identifier name) {
    return name.getValue().toLowerCase(Locale.ROOT);
  }

  static List<String> lower(List<Identifier> names) {
    return names.stream().map(NameResolution::lower).toList();
  }
}
