package dev.sluice.localaws.iceberg;

import static org.apache.iceberg.BaseMetastoreTableOperations.ICEBERG_TABLE_TYPE_VALUE;
import static org.apache.iceberg.BaseMetastoreTableOperations.METADATA_LOCATION_PROP;
import static org.apache.iceberg.BaseMetastoreTableOperations.PREVIOUS_METADATA_LOCATION_PROP;
import static org.apache.iceberg.BaseMetastoreTableOperations.TABLE_TYPE_PROP;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.types.Types.NestedField;

/** Databases and tables in Glue's words, as Iceberg's own client of Glue writes them. */
final class GlueDefinition {
  private static final String LOCATION = "location";
  private static final String COMMENT = "comment";
  private static final String PARAMETERS = "Parameters";

  private GlueDefinition() {}

  static boolean isIceberg(JsonNode table) {
    return ICEBERG_TABLE_TYPE_VALUE.equalsIgnoreCase(
        table.path(PARAMETERS).path(TABLE_TYPE_PROP).asText());
  }

  /** Empty: it has none. */
  static String metadataLocation(JsonNode table) {
    return table.path(PARAMETERS).path(METADATA_LOCATION_PROP).asText();
  }

  /**
   * What Glue shows of a table of that metadata; what others have declared besides stays.
   *
   * @param present the definition that is replaced, or an empty one
   */
  static ObjectNode table(
      String name, ObjectNode present, TableMetadata metadata, String location) {
    ObjectNode table = present.deepCopy();
    String previous = metadataLocation(present);
    table.put("Name", name).put("TableType", "EXTERNAL_TABLE").putArray("PartitionKeys");
    ObjectNode parameters = table.withObjectProperty(PARAMETERS);
    parameters.put("EXTERNAL", "TRUE").put(TABLE_TYPE_PROP, "ICEBERG");
    parameters.put(METADATA_LOCATION_PROP, location);
    if (!previous.isEmpty()) {
      parameters.put(PREVIOUS_METADATA_LOCATION_PROP, previous);
    }
    String comment = metadata.properties().get(COMMENT);
    if (comment != null) {
      table.put("Description", comment);
    }
    ObjectNode storage = table.withObjectProperty("StorageDescriptor");
    storage.put("Location", metadata.location());
    ArrayNode columns = storage.putArray("Columns");
    metadata.schema().columns().forEach(field -> describe(field, columns.addObject()));
    return table;
  }

  private static void describe(NestedField field, ObjectNode column) {
    column.put("Name", field.name()).put("Type", HiveTypes.of(field.type()));
    if (field.doc() != null) {
      column.put("Comment", field.doc());
    }
    column
        .putObject(PARAMETERS)
        .put("iceberg.field.id", Integer.toString(field.fieldId()))
        .put("iceberg.field.optional", Boolean.toString(field.isOptional()))
        .put("iceberg.field.current", "true");
  }

  static ObjectNode database(String name, Map<String, String> properties) {
    ObjectNode database = JsonNodeFactory.instance.objectNode().put("Name", name);
    ObjectNode parameters = database.putObject(PARAMETERS);
    properties.forEach(
        (key, value) -> {
          switch (key) {
            case LOCATION -> database.put("LocationUri", value);
            case COMMENT -> database.put("Description", value);
            default -> parameters.put(key, value);
          }
        });
    return database;
  }

  static Map<String, String> properties(JsonNode database) {
    Map<String, String> properties = new HashMap<>();
    database
        .path(PARAMETERS)
        .properties()
        .forEach(entry -> properties.put(entry.getKey(), entry.getValue().asText()));
    if (!location(database).isEmpty()) {
      properties.put(LOCATION, location(database));
    }
    if (database.hasNonNull("Description")) {
      properties.put(COMMENT, database.path("Description").asText());
    }
    return properties;
  }

  /** Where a database's tables lie if nobody says; empty: not declared. */
  static String location(JsonNode database) {
    return database.path("LocationUri").asText("");
  }
}
