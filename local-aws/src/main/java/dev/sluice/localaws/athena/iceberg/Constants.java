package dev.sluice.localaws.athena.iceberg;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** The values of a query's constant expressions, as DuckDB computes them. */
final class Constants {
  /** Functions that give the same for the same arguments all through a query. */
  private static final Set<String> STEADY =
      Set.of(
          "+",
          "-",
          "*",
          "now",
          "get_current_timestamp",
          "current_date",
          "current_timestamp",
          "date",
          "trunc",
          "to_years",
          "to_months",
          "to_weeks",
          "to_days",
          "to_hours",
          "to_minutes",
          "to_seconds",
          "date_trunc",
          "date_add",
          "from_iso8601_date",
          "from_iso8601_timestamp");

  private static final Set<String> WHOLE = Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT");

  private final Schema schema;
  private final Connection duckDb;

  Constants(Schema schema, Connection duckDb) {
    this.schema = schema;
    this.duckDb = duckDb;
  }

  /** The value to compare a column with, in Iceberg's classes; null if it can't be said. */
  Object of(JsonNode expression, Type column) {
    return switch (column.typeId()) {
      case INTEGER, LONG -> computed(expression, "CAST(e AS BIGINT)", WHOLE);
      case DOUBLE ->
          computed(
              expression, "CAST(e AS DOUBLE)", Set.of("INTEGER", "FLOAT", "DOUBLE", "DECIMAL"));
      case DECIMAL -> decimal(expression, (Types.DecimalType) column);
      case STRING -> computed(expression, "e", Set.of("VARCHAR"));
      case BOOLEAN -> computed(expression, "e", Set.of("BOOLEAN"));
      case DATE -> {
        Object day = day(expression);
        yield day == null ? null : Math.toIntExact((Long) day);
      }
      case TIMESTAMP ->
          computed(
              expression,
              "epoch_us(CAST(e AS TIMESTAMPTZ))",
              Set.of("DATE", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE", "VARCHAR"));
      default -> null;
    };
  }

  /** The days since 1970 of a date; null if it is not one. */
  Object day(JsonNode expression) {
    return computed(expression, "CAST(e AS DATE) - DATE '1970-01-01'", Set.of("DATE", "VARCHAR"));
  }

  private Object decimal(JsonNode expression, Types.DecimalType column) {
    Object text = computed(expression, "CAST(e AS VARCHAR)", Set.of("INTEGER", "DECIMAL"));
    try {
      return text == null ? null : new BigDecimal((String) text).setScale(column.scale());
    } catch (ArithmeticException e) {
      return null;
    }
  }

  /**
   * Of an expression {@code e} of one of these types; null if it is of another, or not constant.
   */
  private Object computed(JsonNode expression, String wanted, Set<String> types) {
    if (!isConstant(expression)) {
      return null;
    }
    try (Statement statement = duckDb.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT typeof(e), %s FROM (%s) c(e)".formatted(wanted, sql(expression)))) {
      row.next();
      return types.contains(row.getString(1).replaceFirst("\\(.*", "")) ? row.getObject(2) : null;
    } catch (SQLException e) {
      return null; // The query itself says what is wrong.
    }
  }

  private boolean isConstant(JsonNode at) {
    String name = at.path("function_name").asText().toLowerCase(Locale.ROOT);
    boolean here =
        switch (at.path("class").asText()) {
          case "CONSTANT", "CAST" -> true;
          case "FUNCTION" -> STEADY.contains(name);
          case "COLUMN_REF" -> isToday(at.path("column_names"));
          default -> false;
        };
    if (!here) {
      return false;
    }
    for (JsonNode child : at.path("children")) {
      here &= isConstant(child);
    }
    return here && (!at.has("child") || isConstant(at.path("child")));
  }

  private boolean isToday(JsonNode names) {
    String name = names.path(0).asText();
    return names.size() == 1
        && name.equalsIgnoreCase("current_date")
        && schema.caseInsensitiveFindField(name) == null;
  }

  private String sql(JsonNode expression) throws SQLException {
    ObjectNode statements = JsonNodeFactory.instance.objectNode().put("error", false);
    ObjectNode select = statements.putArray("statements").addObject().putObject("node");
    select.put("type", "SELECT_NODE").putArray("modifiers");
    select.putObject("cte_map").putArray("map");
    ArrayNode list = select.putArray("select_list");
    list.add(expression);
    select.putObject("from_table").put("type", "EMPTY").put("alias", "").putNull("sample");
    select.putNull("where_clause").putArray("group_expressions");
    select.putArray("group_sets");
    select.put("aggregate_handling", "STANDARD_HANDLING").putNull("having");
    select.putNull("sample").putNull("qualify");
    try (PreparedStatement statement =
        duckDb.prepareStatement("SELECT json_deserialize_sql(CAST(? AS JSON))")) {
      statement.setString(1, statements.toString());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }
}
