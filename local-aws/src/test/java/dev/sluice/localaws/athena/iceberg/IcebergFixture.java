package dev.sluice.localaws.athena.iceberg;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.athena.TableFixture;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.http.AwsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;

/** Iceberg tables in the lake of a {@link TableFixture}: Iceberg's metadata, DuckDB's files. */
public final class IcebergFixture {
  public final TableFixture lake;
  private final FolderCatalog writer = new FolderCatalog();
  private int files;

  public IcebergFixture(Path directory) throws IOException {
    this.lake = new TableFixture(directory);
    writer.initialize("writer", Map.of(FolderIO.FOLDER, lake.root.toString()));
  }

  public Table create(String name, Schema schema, PartitionSpec spec) {
    return writer.createTable(
        TableIdentifier.of("farm", name), schema, spec, Map.of("format-version", "2"));
  }

  /** A Parquet file of a SELECT's rows; {@code ids} as DuckDB's FIELD_IDS, empty for none. */
  String file(Table table, String select, String ids) throws IOException, SQLException {
    String key =
        table.location().substring("s3://lake/".length()) + "/data/" + files++ + ".parquet";
    lake.parquet(key, select, ids.isEmpty() ? "" : ", FIELD_IDS {" + ids + "}");
    return "s3://lake/" + key;
  }

  DataFile data(Table table, String path, String partition, long rows) {
    return data(table, path, partition, rows, Map.of());
  }

  DataFile data(
      Table table, String path, String partition, long rows, Map<Integer, ByteBuffer> bounds) {
    DataFiles.Builder file =
        DataFiles.builder(table.spec())
            .withPath(path)
            .withFormat("PARQUET")
            .withFileSizeInBytes(size(path))
            .withMetrics(new Metrics(rows, null, null, null, null, bounds, bounds));
    return (partition.isEmpty() ? file : file.withPartitionPath(partition)).build();
  }

  DeleteFile positions(Table table, String path, String partition, long rows) {
    FileMetadata.Builder file =
        FileMetadata.deleteFileBuilder(table.spec()).ofPositionDeletes().withPath(path);
    return built(file, path, partition, rows);
  }

  DeleteFile equal(Table table, String path, String partition, int... fields) {
    FileMetadata.Builder file =
        FileMetadata.deleteFileBuilder(table.spec()).ofEqualityDeletes(fields).withPath(path);
    return built(file, path, partition, 1);
  }

  private DeleteFile built(FileMetadata.Builder file, String path, String partition, long rows) {
    file.withFormat("PARQUET").withFileSizeInBytes(size(path)).withRecordCount(rows);
    return (partition.isEmpty() ? file : file.withPartitionPath(partition)).build();
  }

  long size(String path) {
    try {
      return Files.size(lake.root.resolve(path.substring("s3://".length())));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes the catalog point to the table as it is now. */
  public void publish(Table table) {
    String pointer = ((HasTableOperations) table).operations().refresh().metadataFileLocation();
    String name = table.name().substring(table.name().lastIndexOf('.') + 1);
    ObjectNode definition = new JsonMapper().createObjectNode().put("Name", name);
    definition.put("TableType", "EXTERNAL_TABLE");
    definition
        .putObject("Parameters")
        .put("table_type", "ICEBERG")
        .put("metadata_location", pointer);
    definition.putObject("StorageDescriptor").put("Location", table.location());
    try {
      lake.catalog.updateTable("farm", definition);
    } catch (AwsException e) {
      lake.catalog.createTable("farm", definition);
    }
  }

  public String csv(String sql) throws QueryFailedException {
    return lake.csv(sql);
  }

  long scanned(String sql) throws QueryFailedException {
    return lake.engine.run("farm", sql).scannedBytes();
  }

  static BaseTable base(Table table) {
    return (BaseTable) table;
  }
}
