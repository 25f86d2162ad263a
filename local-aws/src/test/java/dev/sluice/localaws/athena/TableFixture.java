package dev.sluice.localaws.athena;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.athena.query.AthenaEngine;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.result.ResultCsv;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.store.DirectoryLake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** A lake in a directory with one bucket, and tables over it. */
public final class TableFixture {
  static final Instant NOW = Instant.parse("2026-06-02T10:30:00Z");

  public final Path root;
  public final Catalog catalog;
  public final AthenaEngine engine;
  private final JsonMapper json = new JsonMapper();

  public TableFixture(Path directory) throws IOException {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    this.root = directory.resolve("s3");
    Files.createDirectories(root.resolve("lake"));
    this.catalog = new Catalog(directory.resolve("catalog"), clock);
    this.engine =
        new AthenaEngine(catalog, new DirectoryLake(root), directory.resolve("scratch"), clock);
    catalog.createDatabase(json.createObjectNode().put("Name", "farm"));
  }

  /** Writes the result of a SELECT as a Parquet object. */
  public TableFixture parquet(String key, String select) throws IOException, SQLException {
    return parquet(key, select, "");
  }

  /** With options of DuckDB's COPY, each with a comma before it. */
  public TableFixture parquet(String key, String select, String options)
      throws IOException, SQLException {
    Path file = root.resolve("lake").resolve(key);
    Files.createDirectories(file.getParent());
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      statement.execute("COPY (" + select + ") TO '" + file + "' (FORMAT parquet" + options + ")");
    }
    return this;
  }

  public TableFixture object(String key, String content) throws IOException {
    Path file = root.resolve("lake").resolve(key);
    Files.createDirectories(file.getParent());
    Files.write(file, content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Declares a table of {@code farm}: columns and keys as {@code "id string, n int"}. */
  public TableFixture table(
      String name, String serde, String columns, String keys, String parameters)
      throws JsonProcessingException {
    ObjectNode table = json.createObjectNode().put("Name", name);
    ObjectNode storage = table.putObject("StorageDescriptor");
    storage.put("Location", "s3://lake/" + name + "/");
    storage.putObject("SerdeInfo").put("SerializationLibrary", serde);
    columns(storage.putArray("Columns"), columns);
    columns(table.putArray("PartitionKeys"), keys);
    table.set("Parameters", json.readTree(parameters));
    catalog.createTable("farm", table);
    return this;
  }

  public TableFixture parquetTable(String name, String columns) throws JsonProcessingException {
    return table(name, Serdes.PARQUET, columns, "", "{}");
  }

  public String csv(String sql) throws QueryFailedException {
    return new String(ResultCsv.write(engine.run("farm", sql)), StandardCharsets.UTF_8);
  }

  private static void columns(ArrayNode into, String columns) {
    for (String column : columns.isEmpty() ? new String[0] : columns.split(", ")) {
      String[] parts = column.split(" ", 2);
      into.addObject().put("Name", parts[0]).put("Type", parts[1]);
    }
  }

  /** SerDe classes. */
  public static final class Serdes {
    public static final String PARQUET =
        "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";
    public static final String JSON = "org.openx.data.jsonserde.JsonSerDe";
    public static final String CSV = "org.apache.hadoop.hive.serde2.OpenCSVSerde";

    private Serdes() {}
  }
}
