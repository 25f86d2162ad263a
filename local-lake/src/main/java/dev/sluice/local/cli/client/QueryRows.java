package dev.sluice.local.cli.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A query's result.
 *
 * @param types of the columns, in Athena's words
 * @param rows the header first; a null is null
 */
public record QueryRows(List<String> types, List<List<String>> rows) {
  private static final Set<String> BARE_IN_JSON =
      Set.of("tinyint", "smallint", "integer", "bigint", "decimal", "boolean");
  private static final Set<String> FLOATING = Set.of("float", "double", "real");

  public static QueryRows read(LakeClient client, String id) {
    List<String> types = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    Map<String, String> request = new HashMap<>(Map.of("QueryExecutionId", id));
    JsonNode page;
    do {
      page = client.call("athena", "GetQueryResults", request);
      if (types.isEmpty()) {
        for (JsonNode column : page.at("/ResultSet/ResultSetMetadata/ColumnInfo")) {
          types.add(column.path("Type").asText());
          names.add(column.path("Name").asText());
        }
      }
      for (JsonNode row : page.at("/ResultSet/Rows")) {
        List<String> cells = new ArrayList<>();
        row.path("Data").forEach(cell -> cells.add(cell.path("VarCharValue").asText(null)));
        rows.add(cells);
      }
      request.put("NextToken", page.path("NextToken").asText());
    } while (page.hasNonNull("NextToken"));
    String type =
        client
            .call("athena", "GetQueryExecution", Map.of("QueryExecutionId", id))
            .at("/QueryExecution/StatementType")
            .asText();
    return type.equals("DML") ? new QueryRows(types, rows) : ofLines(types, names, rows);
  }

  /** Of statements about the catalog: rows without a header, each one line of text. */
  static QueryRows ofLines(List<String> types, List<String> names, List<List<String>> lines) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(names.isEmpty() && !lines.isEmpty() ? List.of("result") : names);
    for (List<String> line : lines) {
      rows.add(cells(line.isEmpty() ? "" : line.get(0), names.size()));
    }
    return new QueryRows(types.isEmpty() ? List.of("string") : types, rows);
  }

  /** The cells of a line of SHOW or DESCRIBE, as many as there are columns. */
  public static List<String> cells(String line, int columns) {
    List<String> cells = new ArrayList<>();
    for (String cell : line.split("\t", Math.max(1, columns))) {
      cells.add(columns > 1 ? cell.strip() : cell.stripTrailing());
    }
    while (cells.size() < columns) {
      cells.add("");
    }
    return cells;
  }

  /** As Athena's result file. */
  public void writeCsv(OutputStream out) throws IOException {
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      String separator = "";
      for (String cell : row) {
        line.append(separator);
        line.append(cell == null ? "" : '"' + cell.replace("\"", "\"\"") + '"');
        separator = ",";
      }
      out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }
    out.flush();
  }

  /** An array with an object for each row; numbers and truth values are such. */
  public void writeJson(OutputStream out) throws IOException {
    JsonFactory factory = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.useDefaultPrettyPrinter().writeStartArray();
      for (List<String> row : rows.subList(1, rows.size())) {
        json.writeStartObject();
        for (int i = 0; i < row.size(); i++) {
          json.writeFieldName(rows.get(0).get(i));
          write(row.get(i), types.get(i), json);
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeRaw('\n');
    }
  }

  private static void write(String cell, String type, JsonGenerator json) throws IOException {
    if (cell == null) {
      json.writeNull();
    } else if (BARE_IN_JSON.contains(type)) {
      json.writeRawValue(cell);
    } else if (FLOATING.contains(type) && Double.isFinite(Double.parseDouble(cell))) {
      json.writeNumber(Double.parseDouble(cell));
    } else {
      json.writeString(cell);
    }
  }
}
