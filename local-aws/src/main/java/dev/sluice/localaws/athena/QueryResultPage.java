package dev.sluice.localaws.athena;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.athena.QueryExecution.State;
import dev.sluice.localaws.athena.result.QueryResult;
import java.util.List;

/** A page of GetQueryResults; the first page of a SELECT begins with the columns' names. */
final class QueryResultPage {
  private static final int MOST = 1000;

  private QueryResultPage() {}

  static ObjectNode of(QueryQueue queries, ObjectNode input) {
    QueryExecution query = queries.get(AthenaService.id(input));
    if (query.state() != State.SUCCEEDED) {
      throw AthenaService.invalid(
          query.state().terminal()
              ? "Query did not finish successfully. Final query state: " + query.state()
              : "Query has not yet finished. Current state: " + query.state());
    }
    List<List<String>> rows = queries.rows(query);
    Slice slice = Slice.of(input, rows.size(), MOST);
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("UpdateCount", 0);
    ObjectNode set = result.putObject("ResultSet");
    ArrayNode page = set.putArray("Rows");
    rows.subList(slice.from(), slice.to()).forEach(row -> add(page, row));
    ArrayNode columns = set.putObject("ResultSetMetadata").putArray("ColumnInfo");
    query.outcome().columns().forEach(column -> add(columns, column));
    slice.nextToken(rows.size()).ifPresent(token -> result.put("NextToken", token));
    return result;
  }

  private static void add(ArrayNode page, List<String> row) {
    ArrayNode cells = page.addObject().putArray("Data");
    for (String cell : row) {
      ObjectNode data = cells.addObject();
      if (cell != null) {
        data.put("VarCharValue", cell);
      }
    }
  }

  private static void add(ArrayNode columns, QueryResult.Column column) {
    columns
        .addObject()
        .put("CatalogName", "hive")
        .put("SchemaName", "")
        .put("TableName", "")
        .put("Name", column.name())
        .put("Label", column.name())
        .put("Type", column.type())
        .put("Precision", column.precision())
        .put("Scale", column.scale())
        .put("Nullable", "UNKNOWN")
        .put("CaseSensitive", column.type().equals("varchar"));
  }
}
