package dev.sluice.localaws.athena.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.localaws.athena.iceberg.Condition;
import dev.sluice.localaws.athena.result.QueryFailedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A SELECT statement as DuckDB's parser sees it: which tables it names, what its columns are. */
final class QueryText {
  private final String sql;
  private final TimeTravel travel;
  private final JsonNode node;
  private final List<TableName> tables = new ArrayList<>();
  private final Set<String> withNames = new HashSet<>();
  private final Set<String> equated = new HashSet<>();

  private final Map<JsonNode, Condition> conditions = new IdentityHashMap<>();

  private QueryText(TimeTravel travel, JsonNode node) {
    this.sql = travel.sql();
    this.travel = travel;
    this.node = node;
  }

  /** A table's name as written, parts that were left out empty, and what is wanted of its rows. */
  record TableName(
      String catalog, String schema, String table, String place, Condition condition) {}

  static QueryText parse(Connection duckDb, String written)
      throws SQLException, QueryFailedException {
    TimeTravel travel = TimeTravel.of(written);
    String sql = travel.sql();
    JsonNode tree = tree(duckDb, sql);
    if (tree.path("error").asBoolean()) {
      String place = tree.has("position") ? place(sql, tree.path("position").asInt()) : "";
      throw new QueryFailedException("SYNTAX_ERROR", place + tree.path("error_message").asText());
    }
    if (tree.path("statements").size() != 1) {
      throw new QueryFailedException(
          "SYNTAX_ERROR", "Only one sql statement is allowed. Got: " + sql);
    }
    QueryText text = new QueryText(travel, tree.path("statements").get(0).path("node"));
    text.walk(text.node);
    return text;
  }

  private static JsonNode tree(Connection duckDb, String sql) throws SQLException {
    try (PreparedStatement statement =
        duckDb.prepareStatement("SELECT CAST(json_serialize_sql(CAST(? AS VARCHAR)) AS VARCHAR)")) {
      statement.setString(1, sql);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return new JsonMapper().readTree(rows.getString(1));
      }
    } catch (JsonProcessingException e) {
      throw new SQLException("DuckDB's parse tree is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** The statement for DuckDB, in which a table of the past has a name of its own. */
  String sql() {
    return sql;
  }

  TimeTravel travel() {
    return travel;
  }

  List<TableName> tables() {
    return tables.stream().filter(name -> !isWith(name)).toList();
  }

  /** The names, in lower case, of columns that the statement compares with a constant by =, IN. */
  Set<String> equated() {
    return equated;
  }

  private boolean isWith(TableName name) {
    return name.schema().isEmpty() && withNames.contains(name.table().toLowerCase(Locale.ROOT));
  }

  /**
   * The name of a result's column: Athena calls an expression without alias {@code _colN}. Behind a
   * star the columns' places aren't known; DuckDB's label stays.
   */
  String columnName(int index, String label) {
    JsonNode top = node;
    while (top.path("type").asText().equals("SET_OPERATION_NODE")) {
      top = top.path("left");
    }
    JsonNode columns = top.path("select_list");
    for (int i = 0; i <= index && i < columns.size(); i++) {
      if (columns.get(i).path("class").asText().equals("STAR")) {
        return label;
      }
    }
    JsonNode column = columns.path(index);
    boolean named =
        !column.path("alias").asText().isEmpty()
            || column.path("class").asText().equals("COLUMN_REF")
            || column.isMissingNode();
    return named ? label : "_col" + index;
  }

  private void walk(JsonNode at) throws QueryFailedException {
    switch (at.path("type").asText()) {
      case "BASE_TABLE" -> tables.add(tableName(at));
      case "SELECT_NODE" -> {
        List<JsonNode> relations = relations(at.path("from_table"));
        relations.forEach(
            table -> conditions.put(table, condition(at, table, relations.size() == 1)));
      }
      case "TABLE_FUNCTION" -> checkFunction(at.path("function"));
      case "COMPARE_EQUAL" -> {
        equate(at.path("left"), at.path("right"));
        equate(at.path("right"), at.path("left"));
      }
      case "COMPARE_IN" -> equate(at.path("children").path(0), at.path("children").path(1));
      case "SHOW_REF" ->
          throw new QueryFailedException("NOT_SUPPORTED", "No statement of Athena: " + sql);
      default -> {
        // Other nodes only hold the ones looked for.
      }
    }
    at.path("cte_map").path("map").forEach(entry -> withNames.add(lower(entry.path("key"))));
    for (JsonNode child : at) {
      walk(child);
    }
  }

  private TableName tableName(JsonNode at) {
    return new TableName(
        at.path("catalog_name").asText(),
        at.path("schema_name").asText(),
        at.path("table_name").asText(),
        place(sql, at.path("query_location").asInt()),
        conditions.getOrDefault(at, new Condition(MissingNode.getInstance(), "", false)));
  }

  private static List<JsonNode> relations(JsonNode from) {
    if (!from.path("type").asText().equals("JOIN")) {
      return List.of(from);
    }
    List<JsonNode> all = new ArrayList<>(relations(from.path("left")));
    all.addAll(relations(from.path("right")));
    return all;
  }

  private static Condition condition(JsonNode select, JsonNode table, boolean alone) {
    String alias = table.path("alias").asText();
    return new Condition(
        select.path("where_clause"),
        alias.isEmpty() ? table.path("table_name").asText() : alias,
        alone);
  }

  private void equate(JsonNode column, JsonNode value) {
    JsonNode names = column.path("column_names");
    if (!names.isEmpty() && !value.path("class").asText().equals("COLUMN_REF")) {
      equated.add(lower(names.get(names.size() - 1)));
    }
  }

  private static String lower(JsonNode text) {
    return text.asText().toLowerCase(Locale.ROOT);
  }

  private void checkFunction(JsonNode function) throws QueryFailedException {
    String name = lower(function.path("function_name"));
    if (!name.equals("unnest")) {
      throw new QueryFailedException(
          "FUNCTION_NOT_FOUND",
          place(sql, function.path("query_location").asInt())
              + "Athena has no table function "
              + name);
    }
  }

  /** {@code "line 2:15: "} of an offset. */
  private static String place(String sql, int offset) {
    if (offset < 0 || offset > sql.length()) {
      return "";
    }
    String before = sql.substring(0, offset);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return "line " + line + ":" + (offset - before.lastIndexOf('\n')) + ": ";
  }
}
