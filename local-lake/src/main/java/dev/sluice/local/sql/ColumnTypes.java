package dev.sluice.local.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.localaws.athena.query.AthenaEngine;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.store.DirectoryLake;
import dev.sluice.localaws.store.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The types of all tables' columns, in the catalog's words. Those of refined tables are what the
 * local Athena gives their statements, over tables without rows.
 */
public final class ColumnTypes {
  private static final String DATABASE = "model";

  private final Catalog catalog;
  private final AthenaEngine engine;

  private ColumnTypes(Path folder) {
    Clock anyTime = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    catalog = new Catalog(folder.resolve("catalog"), anyTime);
    engine = new AthenaEngine(catalog, new DirectoryLake(folder.resolve("s3")), folder, anyTime);
  }

  /**
   * Finds them.
   *
   * @return the types by column, by table; a refined table that the engine refuses is not in it,
   *     nor is what reads it
   */
  public static Map<String, Map<String, String>> of(Pipeline pipeline) throws IOException {
    Path folder = Files.createTempDirectory("sluice-model-");
    try {
      return new ColumnTypes(folder).types(pipeline);
    } finally {
      Folder.delete(folder);
    }
  }

  private Map<String, Map<String, String>> types(Pipeline pipeline) {
    database(DATABASE);
    pipeline.otherDatabases().forEach(this::database);
    Map<String, Map<String, String>> types = new LinkedHashMap<>();
    for (TrustedTable table : pipeline.catalogTables()) {
      catalog.createTable(database(table), definition(table));
      types.put(table.name(), columns(table.name()));
    }
    for (RefinedTable table : pipeline.refined()) {
      try {
        String sql = table.sql().replaceFirst("[;\\s]+$", "");
        engine.run(DATABASE, "CREATE OR REPLACE VIEW %s AS\n%s".formatted(table.name(), sql));
        types.put(table.name(), columns(table.name()));
      } catch (QueryFailedException e) {
        types.remove(table.name());
      }
    }
    return types;
  }

  private void database(String name) {
    catalog.createDatabase(JsonNodeFactory.instance.objectNode().put("Name", name));
  }

  private static String database(TrustedTable table) {
    int dot = table.name().indexOf('.');
    return dot < 0 ? DATABASE : table.name().substring(0, dot);
  }

  private static ObjectNode definition(TrustedTable table) {
    ObjectNode definition = JsonNodeFactory.instance.objectNode();
    definition.put("Name", table.name().substring(table.name().indexOf('.') + 1));
    definition.put("TableType", "EXTERNAL_TABLE");
    ObjectNode storage = definition.putObject("StorageDescriptor").put("Location", "s3://model/x/");
    storage
        .putObject("SerdeInfo")
        .put("SerializationLibrary", "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe");
    ArrayNode columns = storage.putArray("Columns");
    table
        .storedColumns()
        .forEach(
            column ->
                columns.addObject().put("Name", column.name()).put("Type", column.glueType()));
    for (PartitionField field : table.partitionColumns()) {
      columns.addObject().put("Name", field.columnName()).put("Type", "int");
    }
    return definition;
  }

  private Map<String, String> columns(String table) {
    int dot = table.indexOf('.');
    JsonNode found =
        catalog.table(dot < 0 ? DATABASE : table.substring(0, dot), table.substring(dot + 1));
    Map<String, String> types = new LinkedHashMap<>();
    for (JsonNode column : found.at("/StorageDescriptor/Columns")) {
      types.put(column.path("Name").asText(), column.path("Type").asText());
    }
    return types;
  }
}
