package dev.sluice.local.sql;

import dev.sluice.core.definition.sql.SqlCheck.Problem;
import io.trino.sql.tree.ArithmeticBinaryExpression;
import io.trino.sql.tree.ArithmeticUnaryExpression;
import io.trino.sql.tree.Cast;
import io.trino.sql.tree.DecimalLiteral;
import io.trino.sql.tree.DoubleLiteral;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Finds divisions of decimals: to Athena {@code 1.0} is a decimal with one digit after the point,
 * and a quotient has as many as its operands, so {@code 1.0 * 1 / 3} is 0.3. Only what is written
 * is known, no column's type: with a column of doubles such a division is one of doubles.
 *
 * @see <a href="https://trino.io/docs/current/functions/decimal.html">decimals in Trino</a>
 */
public final class DecimalDivision {
  private final List<Problem> found = new ArrayList<>();

  private DecimalDivision() {}

  private enum Type {
    OTHER,
    DECIMAL,
    DOUBLE
  }

  /** Where a statement divides decimals, in its order. */
  public static List<Problem> in(String sql) {
    DecimalDivision divisions = new DecimalDivision();
    TrinoSqlCheck.parse(sql).ifPresent(divisions::walk);
    return divisions.found.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
  }

  private void walk(Node node) {
    if (node instanceof ArithmeticBinaryExpression division
        && division.getOperator() == ArithmeticBinaryExpression.Operator.DIVIDE
        && type(division) == Type.DECIMAL) {
      found.add(
          new Problem(
              NameResolution.line(division),
              "this division is one of decimals in Athena, which keeps only the digits that its"
                  + " operands have after the point (1.0 * 1 / 3 is 0.3): write CAST(a AS double)"
                  + " / b, or 1e0 instead of 1.0"));
    }
    node.getChildren().forEach(this::walk);
  }

  private static Type type(Expression expression) {
    if (expression instanceof ArithmeticBinaryExpression both) {
      Type left = type(both.getLeft());
      Type right = type(both.getRight());
      return left.compareTo(right) > 0 ? left : right;
    } else if (expression instanceof ArithmeticUnaryExpression sign) {
      return type(sign.getValue());
    } else if (expression instanceof Cast cast) {
      return type(cast.getType().toString().toLowerCase(Locale.ROOT));
    } else if (expression instanceof DecimalLiteral) {
      return Type.DECIMAL;
    }
    return expression instanceof DoubleLiteral ? Type.DOUBLE : Type.OTHER;
  }

  private static Type type(String name) {
    if (name.startsWith("decimal")) {
      return Type.DECIMAL;
    }
    return name.equals("double") || name.equals("real") ? Type.DOUBLE : Type.OTHER;
  }
}
