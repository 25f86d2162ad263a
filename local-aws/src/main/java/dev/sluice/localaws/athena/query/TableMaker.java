package dev.sluice.localaws.athena.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.result.QueryResult;
import dev.sluice.localaws.athena.table.HiveType;
import dev.sluice.localaws.athena.table.LakeTable.Column;
import dev.sluice.localaws.athena.table.Sql;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.store.LakeFiles;
import dev.sluice.localaws.store.S3Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Makes a table of a query's rows: one Parquet object, none if there are no rows. */
final class TableMaker {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss").withZone(ZoneOffset.UTC);
  private static final String PARQUET = "org.apache.hadoop.hive.ql.io.parquet.";

  private final Catalog catalog;
  private final LakeFiles files;
  private final CreateTableAs wanted;
  private final AthenaEngine.Context context;
  private final S3Location place;
  private final String database;
  private final Path draft;

  TableMaker(
      Catalog catalog,
      LakeFiles files,
      Path scratch,
      CreateTableAs wanted,
      AthenaEngine.Context context)
      throws QueryFailedException {
    this.catalog = catalog;
    this.files = files;
    this.wanted = wanted;
    this.context = context;
    this.place =
        wanted
            .location()
            .or(context::output)
            .orElseThrow(
                () ->
                    new QueryFailedException(
                        "INVALID_TABLE_PROPERTY",
                        "The query has no output location, so add WITH (external_location ="
                            + " 's3://BUCKET/FOLDER/')"));
    this.database = wanted.database().isEmpty() ? context.database() : wanted.database();
    this.draft = scratch.toAbsolutePath().resolve("table-" + UUID.randomUUID() + ".parquet");
  }

  String select() {
    return wanted.select();
  }

  String currentDatabase() {
    return context.database();
  }

  /** Where the rows are written at first. */
  Path draft() {
    return draft;
  }

  /** Whether there is nothing to do, as the table is there and nobody minds. */
  boolean isThere() throws QueryFailedException, IOException {
    if (exists()) {
      if (wanted.isQuiet()) {
        return true;
      }
      throw new QueryFailedException(
          "TABLE_ALREADY_EXISTS", "line 1:1: Table '%s' already exists".formatted(qualified()));
    }
    if (!files.list(place.bucket(), place.key()).isEmpty()) {
      throw new QueryFailedException(
          "HIVE_PATH_ALREADY_EXISTS",
          ("Target directory for table '%s.%s' already exists: %s. You may need to manually clean"
               + " the data at location '%3$s' before retrying. Athena will not delete data in your"
               + " account.")
              .formatted(database, wanted.table(), place));
    }
    return false;
  }

  private boolean exists() throws QueryFailedException {
    try {
      catalog.table(database, wanted.table());
      return true;
    } catch (AwsException e) {
      if (e.getMessage().startsWith("Database")) {
        throw new QueryFailedException(
            "SCHEMA_NOT_FOUND", "line 1:1: Schema '%s' does not exist".formatted(database));
      }
      return false;
    }
  }

  private String qualified() {
    return "awsdatacatalog.%s.%s".formatted(database, wanted.table());
  }

  QueryResult make(Statement duckDb, QueryText text, long scanned, Clock clock)
      throws SQLException, IOException, QueryFailedException {
    List<Column> columns = SelectedColumns.of(duckDb, text, false);
    List<List<String>> manifest = new ArrayList<>();
    try {
      Files.createDirectories(draft.getParent());
      if (duckDb.executeUpdate(copy(columns, text)) > 0) {
        String name =
            "%s_00000_local_%s".formatted(NAME.format(clock.instant()), UUID.randomUUID());
        S3Location object = place.resolve(name);
        files.store(object, draft);
        manifest.add(List.of(object.toString()));
      }
    } finally {
      Files.deleteIfExists(draft);
    }
    declare(columns);
    return new QueryResult(List.of(), manifest, false, scanned);
  }

  /** Somebody may have made one of that name meanwhile. */
  private void declare(List<Column> columns) throws QueryFailedException {
    try {
      catalog.createTable(database, definition(columns));
    } catch (AwsException e) {
      throw new QueryFailedException("HIVE_METASTORE_ERROR", e.getMessage());
    }
  }

  private String copy(List<Column> columns, QueryText text) throws QueryFailedException {
    List<String> casts = new ArrayList<>();
    for (Column column : columns) {
      casts.add(
          "CAST(%s AS %s) AS %1$s"
              .formatted(Sql.name(column.name()), HiveType.duckDb(column.type())));
    }
    String names =
        columns.stream().map(column -> Sql.name(column.name())).collect(Collectors.joining(", "));
    return "COPY (SELECT %s FROM (%s\n) made(%s)) TO %s (FORMAT parquet, COMPRESSION %s)"
        .formatted(
            String.join(", ", casts),
            text.sql(),
            names,
            Sql.text(draft.toString()),
            wanted.compression());
  }

  /** As Athena declares it. */
  private ObjectNode definition(List<Column> columns) {
    ObjectNode table = JsonNodeFactory.instance.objectNode().put("Name", wanted.table());
    table.put("TableType", "EXTERNAL_TABLE");
    table.putObject("Parameters").put("EXTERNAL", "TRUE").put("has_encrypted_data", "false");
    table.putArray("PartitionKeys");
    ObjectNode storage = table.putObject("StorageDescriptor");
    storage.put("Location", place.toString());
    storage.put("InputFormat", PARQUET + "MapredParquetInputFormat");
    storage.put("OutputFormat", PARQUET + "MapredParquetOutputFormat");
    storage.putObject("SerdeInfo").put("SerializationLibrary", PARQUET + "serde.ParquetHiveSerDe");
    ArrayNode all = storage.putArray("Columns");
    columns.forEach(
        column -> all.addObject().put("Name", column.name()).put("Type", column.type()));
    return table;
  }
}
