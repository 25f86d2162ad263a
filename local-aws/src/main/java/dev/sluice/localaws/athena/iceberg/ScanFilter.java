package dev.sluice.localaws.athena.iceberg;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Schema;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expression.Operation;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types.NestedField;

/**
 * What of a WHERE clause can keep files from being read: comparisons of columns with constants.
 * Everything else lets all rows through; the query itself has the whole clause. Only what isn't
 * true for null counts, so that it holds behind an outer join, too.
 */
final class ScanFilter {
  private static final long DAY = 86_400_000_000L;

  private final Schema schema;
  private final Constants constants;

  ScanFilter(Schema schema, Connection duckDb) {
    this.schema = schema;
    this.constants = new Constants(schema, duckDb);
  }

  /** What lets all rows through that one of the conditions wants. */
  Expression of(List<Condition> conditions) {
    Expression any = Expressions.alwaysFalse();
    for (Condition condition : conditions) {
      any = Expressions.or(any, of(condition.where(), condition));
    }
    return conditions.isEmpty() ? Expressions.alwaysTrue() : any;
  }

  private Expression of(JsonNode node, Condition within) {
    return switch (node.path("type").asText()) {
      case "CONJUNCTION_AND" -> {
        Expression all = Expressions.alwaysTrue();
        for (JsonNode child : node.path("children")) {
          all = Expressions.and(all, of(child, within));
        }
        yield all;
      }
      case "CONJUNCTION_OR" -> {
        Expression any = Expressions.alwaysFalse();
        for (JsonNode child : node.path("children")) {
          any = Expressions.or(any, of(child, within));
        }
        yield any;
      }
      case "COMPARE_EQUAL" -> compare(Operation.EQ, Operation.EQ, node, within);
      case "COMPARE_LESSTHAN" -> compare(Operation.LT, Operation.GT, node, within);
      case "COMPARE_LESSTHANOREQUALTO" -> compare(Operation.LT_EQ, Operation.GT_EQ, node, within);
      case "COMPARE_GREATERTHAN" -> compare(Operation.GT, Operation.LT, node, within);
      case "COMPARE_GREATERTHANOREQUALTO" ->
          compare(Operation.GT_EQ, Operation.LT_EQ, node, within);
      case "COMPARE_BETWEEN" ->
          Expressions.and(
              compare(Operation.GT_EQ, node.path("input"), node.path("lower"), within),
              compare(Operation.LT_EQ, node.path("input"), node.path("upper"), within));
      case "COMPARE_IN" -> in(node.path("children"), within);
      default -> Expressions.alwaysTrue();
    };
  }

  private Expression in(JsonNode children, Condition within) {
    Expression any = Expressions.alwaysFalse();
    for (int i = 1; i < children.size(); i++) {
      any = Expressions.or(any, compare(Operation.EQ, children.get(0), children.get(i), within));
    }
    return any;
  }

  private Expression compare(
      Operation operation, Operation turned, JsonNode node, Condition within) {
    JsonNode left = node.path("left");
    JsonNode right = node.path("right");
    return Expressions.and(
        compare(operation, left, right, within), compare(turned, right, left, within));
  }

  private Expression compare(
      Operation operation, JsonNode column, JsonNode value, Condition within) {
    boolean date =
        column.path("type").asText().equals("OPERATOR_CAST")
            && column.at("/cast_type/id").asText().equals("DATE");
    Optional<NestedField> field = column(date ? column.path("child") : column, within);
    if (field.isEmpty() || (date && field.get().type().typeId() != TypeID.TIMESTAMP)) {
      return Expressions.alwaysTrue();
    }
    String name = field.get().name();
    Object constant = date ? constants.day(value) : constants.of(value, field.get().type());
    if (constant == null) {
      return Expressions.alwaysTrue();
    }
    return date
        ? ofDay(operation, name, (Long) constant * DAY)
        : Expressions.predicate(operation, name, constant);
  }

  /** A day's comparison as one of the times that it has. */
  private static Expression ofDay(Operation operation, String name, long day) {
    return switch (operation) {
      case EQ ->
          Expressions.and(
              Expressions.greaterThanOrEqual(name, day), Expressions.lessThan(name, day + DAY));
      case LT -> Expressions.lessThan(name, day);
      case LT_EQ -> Expressions.lessThan(name, day + DAY);
      case GT -> Expressions.greaterThanOrEqual(name, day + DAY);
      case GT_EQ -> Expressions.greaterThanOrEqual(name, day);
      default -> Expressions.alwaysTrue();
    };
  }

  private Optional<NestedField> column(JsonNode node, Condition within) {
    List<String> names = new ArrayList<>();
    node.path("column_names").forEach(name -> names.add(name.asText()));
    boolean own =
        (names.size() == 1 && within.alone())
            || (names.size() == 2 && names.get(0).equalsIgnoreCase(within.alias()));
    return own
        ? schema.columns().stream()
            .filter(field -> field.name().equalsIgnoreCase(names.get(names.size() - 1)))
            .filter(field -> field.name().indexOf('.') < 0)
            .findFirst()
        : Optional.empty();
  }
}
