package dev.sluice.localaws.athena.ddl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.table.HiveType;
import dev.sluice.localaws.athena.table.LakeTable.Column;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A view as Athena keeps it in the Data Catalog: its statement stands in {@code ViewOriginalText},
 * as base64 of JSON in a comment, and its columns where a table's are.
 *
 * @param schema the database of tables that the statement names without one
 * @param columns with types in Hive's words
 */
public record StoredView(String sql, String schema, List<Column> columns) {
  private static final Pattern TEXT =
      Pattern.compile("\\s*/\\*\\s*Presto View:\\s*([A-Za-z0-9+/=\\s]+?)\\s*\\*/\\s*");

  public StoredView {
    columns = List.copyOf(columns);
  }

  public static boolean is(JsonNode definition) {
    return definition.path("TableType").asText().equals("VIRTUAL_VIEW");
  }

  /** Reads what the catalog's GetTable shows of a view. */
  public static StoredView of(JsonNode definition) throws QueryFailedException {
    String name = definition.path("DatabaseName").asText() + "." + definition.path("Name").asText();
    Matcher text = TEXT.matcher(definition.path("ViewOriginalText").asText());
    if (!text.matches()) {
      throw new QueryFailedException(
          "NOT_SUPPORTED", "Hive views are not supported: '" + name + "'");
    }
    try {
      byte[] json = Base64.getMimeDecoder().decode(text.group(1));
      JsonNode view = new JsonMapper().readTree(new String(json, StandardCharsets.UTF_8));
      List<Column> columns = new ArrayList<>();
      for (JsonNode column : definition.path("StorageDescriptor").path("Columns")) {
        columns.add(
            new Column(
                column.path("Name").asText().toLowerCase(Locale.ROOT),
                column.path("Type").asText("string")));
      }
      return new StoredView(
          view.path("originalSql").asText(), view.path("schema").asText(), columns);
    } catch (IllegalArgumentException | JsonProcessingException e) {
      throw new QueryFailedException(
          "INVALID_VIEW", "The definition of view '" + name + "' can't be read: " + e.getMessage());
    }
  }

  /** What CreateTable is given for it. */
  public ObjectNode tableInput(String name) throws QueryFailedException {
    ObjectNode view = JsonNodeFactory.instance.objectNode().put("originalSql", sql);
    view.put("catalog", "awsdatacatalog").put("schema", schema);
    ArrayNode types = view.putArray("columns");
    ObjectNode table = JsonNodeFactory.instance.objectNode().put("Name", name);
    table.put("TableType", "VIRTUAL_VIEW");
    ObjectNode storage = table.putObject("StorageDescriptor").put("Location", "");
    ArrayNode all = storage.putArray("Columns");
    for (Column column : columns) {
      types.addObject().put("name", column.name()).put("type", HiveType.trino(column.type()));
      all.addObject().put("Name", column.name()).put("Type", column.type());
    }
    storage.put("Compressed", false).put("NumberOfBuckets", 0).put("StoredAsSubDirectories", false);
    storage.putObject("SerdeInfo");
    storage.putArray("SortColumns");
    table.putArray("PartitionKeys");
    table.putObject("Parameters").put("presto_view", "true").put("comment", "Presto View");
    String encoded =
        Base64.getEncoder().encodeToString(view.toString().getBytes(StandardCharsets.UTF_8));
    table.put("ViewOriginalText", "/* Presto View: " + encoded + " */");
    return table.put("ViewExpandedText", "/* Presto View */");
  }
}
