package dev.sluice.localaws.athena.ddl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.athena.result.QueryFailedException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** CREATE EXTERNAL TABLE, DROP TABLE and DROP VIEW. */
final class TableStatements {
  private final Metastore metastore;
  private final String database;

  TableStatements(Metastore metastore, String database) {
    this.metastore = metastore;
    this.database = database;
  }

  Change create(Tokens tokens) throws QueryFailedException {
    boolean quiet = tokens.takeIf("NOT", "EXISTS");
    ObjectName name = tokens.objectName(database);
    if (tokens.is("LIKE")) {
      throw DdlErrors.notSupported(
          tokens.place(), "Athena has no CREATE TABLE … LIKE: name the columns");
    }
    ObjectNode table = JsonNodeFactory.instance.objectNode().put("Name", name.name());
    Optional<String> location = clauses(tokens, table);
    checkColumns(table);
    return () -> {
      ObjectNode owner = metastore.mustHave(name.database());
      if (metastore.find(name).isEmpty()) {
        ObjectNode storage = table.withObject("/StorageDescriptor");
        storage.put("Location", placeOf(name, location, owner));
        metastore.catalog().createTable(name.database(), table);
      } else if (!quiet) {
        throw DdlErrors.execution(
            "AlreadyExistsException(message:Table %s already exists)".formatted(name.name()));
      }
    };
  }

  /** Reads what stands behind the name into the table, but for the location, which it gives. */
  private Optional<String> clauses(Tokens tokens, ObjectNode table) throws QueryFailedException {
    table.put("Owner", "hadoop").put("Retention", 0).put("TableType", "EXTERNAL_TABLE");
    ObjectNode storage = table.putObject("StorageDescriptor");
    storage.set("Columns", columns(tokens));
    Map<String, String> parameters = new LinkedHashMap<>(Map.of("EXTERNAL", "TRUE"));
    if (tokens.take("COMMENT")) {
      parameters.put("comment", tokens.text());
    }
    boolean partitioned = tokens.take("PARTITIONED", "BY");
    table.set("PartitionKeys", partitioned ? columns(tokens) : table.arrayNode());
    buckets(tokens, storage);
    StorageFormat format = new StorageFormat();
    format.readRowFormat(tokens);
    format.readStoredAs(tokens);
    format.writeTo(storage);
    Optional<String> location = location(tokens);
    if (tokens.take("TBLPROPERTIES")) {
      parameters.putAll(tokens.properties());
    }
    refuseIceberg(parameters);
    parameters.putIfAbsent("transient_lastDdlTime", metastore.time());
    ObjectNode all = table.putObject("Parameters");
    parameters.forEach(all::put);
    return location;
  }

  private static void refuseIceberg(Map<String, String> parameters) throws QueryFailedException {
    if ("ICEBERG".equalsIgnoreCase(parameters.get("table_type"))) {
      throw DdlErrors.notSupported(
          "",
          "The local Athena makes Iceberg tables by CREATE TABLE … WITH (table_type = 'ICEBERG', …)"
              + " AS SELECT only (WITH NO DATA makes an empty one); or use STORED AS PARQUET");
    }
  }

  static ArrayNode columns(Tokens tokens) throws QueryFailedException {
    ArrayNode columns = JsonNodeFactory.instance.arrayNode();
    tokens.expect("(");
    do {
      ObjectNode column = columns.addObject().put("Name", tokens.name());
      column.put("Type", ColumnType.read(tokens));
      if (tokens.take("COMMENT")) {
        column.put("Comment", tokens.text());
      }
    } while (tokens.take(","));
    tokens.expect(")");
    return columns;
  }

  private static void buckets(Tokens tokens, ObjectNode storage) throws QueryFailedException {
    storage.put("NumberOfBuckets", -1);
    ArrayNode columns = storage.putArray("BucketColumns");
    if (tokens.take("CLUSTERED", "BY")) {
      tokens.expect("(");
      do {
        columns.add(tokens.name());
      } while (tokens.take(","));
      tokens.expect(")", "INTO");
      storage.put("NumberOfBuckets", tokens.number());
      tokens.expect("BUCKETS");
    }
  }

  private static Optional<String> location(Tokens tokens) throws QueryFailedException {
    if (!tokens.take("LOCATION")) {
      return Optional.empty();
    }
    String place = tokens.place();
    String text = tokens.text();
    Metastore.location(text, place);
    return Optional.of(text);
  }

  private static String placeOf(ObjectName name, Optional<String> location, ObjectNode owner)
      throws QueryFailedException {
    String home = owner.path("LocationUri").asText();
    if (location.isEmpty() && home.isEmpty()) {
      throw new QueryFailedException(
          "SYNTAX_ERROR",
          "No location was specified for table. An S3 location must be specified: add LOCATION"
              + " 's3://BUCKET/FOLDER/'");
    }
    return location.orElseGet(() -> home + name.name());
  }

  /** Throws if a column is there twice. */
  static void checkColumns(JsonNode table) throws QueryFailedException {
    Set<String> names = new HashSet<>();
    for (JsonNode column : table.path("StorageDescriptor").path("Columns")) {
      if (!names.add(column.path("Name").asText())) {
        throw DdlErrors.semantic(10036, "Duplicate column name: " + column.path("Name").asText());
      }
    }
    for (JsonNode key : table.path("PartitionKeys")) {
      if (!names.add(key.path("Name").asText())) {
        throw DdlErrors.semantic(
            10035,
            "Column repeated in partitioning columns: %s; leave it out of the table's columns"
                .formatted(key.path("Name").asText()));
      }
    }
  }

  Change drop(Tokens tokens, boolean view) throws QueryFailedException {
    boolean quiet = tokens.takeIf("EXISTS");
    ObjectName name = view ? tokens.viewName(database) : tokens.objectName(database);
    if (!view) {
      tokens.take("PURGE");
    }
    return () -> {
      Optional<ObjectNode> found = metastore.find(name);
      if (found.isEmpty()) {
        if (quiet) {
          return;
        }
        throw view
            ? new QueryFailedException(
                "TABLE_NOT_FOUND", "line 1:1: View 'awsdatacatalog." + name + "' does not exist")
            : DdlErrors.semantic(10001, "Table not found " + name);
      }
      if (StoredView.is(found.get()) != view) {
        throw DdlErrors.semantic(
            0,
            view
                ? "Cannot drop a base table with DROP VIEW: DROP TABLE " + name.written()
                : "Cannot drop a view with DROP TABLE: DROP VIEW " + name.written());
      }
      metastore.catalog().deleteTable(name.database(), name.name());
    };
  }
}
