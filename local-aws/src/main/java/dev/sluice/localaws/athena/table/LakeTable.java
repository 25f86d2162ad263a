package dev.sluice.localaws.athena.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.store.S3Location;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A table as a query sees it.
 *
 * @param columns of the files, without the partition keys; names in lower case
 * @param parameters the table's own
 */
public record LakeTable(
    String database,
    String name,
    S3Location location,
    List<Column> columns,
    List<Column> keys,
    Serde serde,
    Map<String, String> parameters) {

  /** A column and its type in Hive's words. */
  public record Column(String name, String type) {}

  /** How its files are read: the serialisation library's class and its parameters. */
  public record Serde(String library, Map<String, String> parameters) {}

  /** Reads what the catalog's GetTable shows. */
  public static LakeTable of(JsonNode definition) throws QueryFailedException {
    JsonNode storage = definition.path("StorageDescriptor");
    JsonNode serde = storage.path("SerdeInfo");
    String name = definition.path("Name").asText();
    return new LakeTable(
        definition.path("DatabaseName").asText(),
        name,
        location(name, storage.path("Location").asText()),
        columns(storage.path("Columns")),
        columns(definition.path("PartitionKeys")),
        new Serde(serde.path("SerializationLibrary").asText(), texts(serde.path("Parameters"))),
        texts(definition.path("Parameters")));
  }

  static S3Location location(String table, String text) throws QueryFailedException {
    try {
      return S3Location.parse(text);
    } catch (IllegalArgumentException e) {
      throw new QueryFailedException(
          "HIVE_METASTORE_ERROR", "The location of table " + table + ": " + e.getMessage());
    }
  }

  private static List<Column> columns(JsonNode array) {
    List<Column> columns = new ArrayList<>();
    for (JsonNode column : array) {
      columns.add(
          new Column(
              column.path("Name").asText().toLowerCase(Locale.ROOT),
              column.path("Type").asText("string")));
    }
    return List.copyOf(columns);
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }
}
