package dev.sluice.local.sql;

import io.trino.sql.tree.DefaultTraversalVisitor;
import io.trino.sql.tree.DereferenceExpression;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.SubqueryExpression;
import io.trino.sql.tree.WindowReference;

/** Looks up the columns that expressions name. */
final class ColumnNames extends DefaultTraversalVisitor<Scope> {
  private final NameResolution resolution;

  ColumnNames(NameResolution resolution) {
    this.resolution = resolution;
  }

  /** An expression, or a clause that holds some. */
  void check(Node node, Scope scope) {
    process(node, scope);
  }

  @Override
  protected Void visitIdentifier(Identifier column, Scope scope) {
    scope
        .find(NameResolution.lower(column))
        .ifPresent(problem -> resolution.report(column, problem));
    return null;
  }

  @Override
  protected Void visitDereferenceExpression(DereferenceExpression of, Scope scope) {
    String column = of.getField().map(NameResolution::lower).orElse("*");
    if (of.getBase() instanceof Identifier table) {
      scope
          .find(NameResolution.lower(table), column)
          .ifPresent(problem -> resolution.report(of, problem));
    } else {
      resolution.report(
          of, "'%s' is not portable; give the table another name: … AS other".formatted(of));
    }
    return null;
  }

  @Override
  protected Void visitSubqueryExpression(SubqueryExpression query, Scope scope) {
    resolution.columns(query.getQuery(), scope);
    return null;
  }

  /** The name of a window is none of a column. */
  @Override
  protected Void visitWindowReference(WindowReference window, Scope scope) {
    return null;
  }
}
