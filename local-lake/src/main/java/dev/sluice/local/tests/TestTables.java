package dev.sluice.local.tests;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.rows.Row;
import dev.sluice.core.trusted.rows.TableWriter;
import dev.sluice.local.replay.RowJson;
import dev.sluice.localaws.athena.query.AthenaEngine;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.result.QueryResult;
import dev.sluice.localaws.glue.Catalog;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A test's tables, in a catalog of its own; trusted ones are lines of JSON here. */
final class TestTables implements TableWriter {
  private static final String DATABASE = "test";
  private static final String VIEW = "CREATE VIEW %s AS\n%s";
  private static final String TABLE =
      "CREATE TABLE %1$s WITH (format = 'PARQUET', %4$s = 's3://%3$s/refined/%1$s/') AS\n%2$s";
  private static final String IN_FILES = "external_location";
  private static final String ICEBERG = "table_type = 'ICEBERG', is_external = false, location";
  private static final String SERDE = "org.openx.data.jsonserde.JsonSerDe";

  private final Pipeline pipeline;
  private final Catalog catalog;
  private final AthenaEngine engine;

  TestTables(Pipeline pipeline, TestBucket bucket, Path folder, Clock clock) throws IOException {
    this.pipeline = pipeline;
    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    catalog = new Catalog(folder.resolve("catalog"), clock);
    engine = new AthenaEngine(catalog, bucket, scratch, clock);
    database(DATABASE);
    pipeline.otherDatabases().forEach(this::database);
  }

  private void database(String name) {
    catalog.createDatabase(YamlValues.JSON.createObjectNode().put("Name", name));
  }

  @Override
  public RowFile create(TrustedTable table, Path file) throws IOException {
    List<String> names =
        table.columns().stream().map(each -> each.stored() ? each.name() : null).toList();
    return new JsonLines(
        new BufferedOutputStream(Files.newOutputStream(file)), new RowJson(names, types(table)));
  }

  private static List<FieldType> types(TrustedTable table) {
    return table.columns().stream().map(TrustedTable.Column::type).toList();
  }

  private record JsonLines(OutputStream out, RowJson rows) implements RowFile {
    @Override
    public void write(Row row) throws IOException {
      out.write(rows.bytes(row));
      out.write('\n');
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** Makes the refined tables of the trusted ones. */
  void make() throws QueryFailedException {
    pipeline
        .catalogTables()
        .forEach(
            table -> {
              int dot = table.name().indexOf('.');
              String database = dot < 0 ? DATABASE : table.name().substring(0, dot);
              catalog.createTable(
                  database, declared(table).put("Name", table.name().substring(dot + 1)));
            });
    for (RefinedTable table : pipeline.refined()) {
      engine.run(
          DATABASE,
          (table.isView() ? VIEW : TABLE)
              .formatted(
                  table.name(),
                  table.sql(),
                  TestBucket.NAME,
                  table.isIceberg() ? ICEBERG : IN_FILES));
    }
  }

  QueryResult run(String sql) throws QueryFailedException {
    return engine.run(DATABASE, sql);
  }

  private ObjectNode declared(TrustedTable table) {
    TrustedTable.Location place = pipeline.location(table);
    String location = "s3://%s/%s/".formatted(TestBucket.NAME, place.prefix());
    ObjectNode declared = YamlValues.JSON.createObjectNode();
    ObjectNode storage = declared.putObject("StorageDescriptor").put("Location", location);
    storage.putObject("SerdeInfo").put("SerializationLibrary", SERDE);
    ArrayNode columns = storage.putArray("Columns");
    table
        .storedColumns()
        .forEach(each -> columns.addObject().put("Name", each.name()).put("Type", each.glueType()));
    ArrayNode keys = declared.putArray("PartitionKeys");
    ObjectNode parameters = declared.putObject("Parameters");
    StringBuilder template = new StringBuilder(location);
    // Of hidden partitions queries see no column; the folders are read whole.
    for (PartitionField field : table.partitionColumns()) {
      String name = field.columnName();
      keys.addObject().put("Name", name).put("Type", "int");
      parameters.put("projection.enabled", "true");
      parameters.put("projection." + name + ".type", "integer");
      parameters.put("projection." + name + ".range", "0,9999");
      parameters.put("projection." + name + ".digits", Integer.toString(field.digits()));
      template.append(place.style().name(field)).append("${").append(name).append("}/");
    }
    if (!table.partitionColumns().isEmpty()) {
      parameters.put("storage.location.template", template.toString());
    }
    return declared;
  }
}
