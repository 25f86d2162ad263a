package dev.sluice.localaws.athena.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.table.HiveType;
import dev.sluice.localaws.athena.table.LakeTable.Column;
import dev.sluice.localaws.athena.table.NewRows;
import dev.sluice.localaws.athena.table.Sql;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.store.LakeFiles;
import dev.sluice.localaws.store.S3Location;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes a table of one Parquet object, of none if there are no rows. */
record PlainTable(
    Catalog catalog, LakeFiles files, String database, String name, S3Location place) {
  private static final String PARQUET = "org.apache.hadoop.hive.ql.io.parquet.";

  /** Gives its objects. */
  List<S3Location> make(Statement duckDb, NewRows rows, String copyOptions)
      throws SQLException, IOException, QueryFailedException {
    List<Column> columns = SelectedColumns.hive(rows.columns(), false);
    Path draft = rows.draft().resolve("rows.parquet");
    String copy =
        "COPY (%s) TO %s (FORMAT parquet, %s)"
            .formatted(select(columns, rows.sql()), Sql.text(draft.toString()), copyOptions);
    List<S3Location> made = new ArrayList<>();
    if (duckDb.executeUpdate(copy) > 0) {
      made.add(place.resolve(rows.fileName()));
      files.store(made.get(0), draft);
    }
    declare(columns);
    return made;
  }

  private static String select(List<Column> columns, String sql) throws QueryFailedException {
    List<String> casts = new ArrayList<>();
    for (Column column : columns) {
      casts.add(
          "CAST(%s AS %s) AS %1$s"
              .formatted(Sql.name(column.name()), HiveType.duckDb(column.type())));
    }
    String names =
        columns.stream().map(column -> Sql.name(column.name())).collect(Collectors.joining(", "));
    return "SELECT %s FROM (%s\n) made(%s)".formatted(String.join(", ", casts), sql, names);
  }

  /** Somebody may have made one of that name meanwhile. */
  private void declare(List<Column> columns) throws QueryFailedException {
    try {
      catalog.createTable(database, definition(columns));
    } catch (AwsException e) {
      throw new QueryFailedException("HIVE_METASTORE_ERROR", e.getMessage());
    }
  }

  /** As Athena declares it. */
  private ObjectNode definition(List<Column> columns) {
    ObjectNode table = JsonNodeFactory.instance.objectNode().put("Name", name);
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
