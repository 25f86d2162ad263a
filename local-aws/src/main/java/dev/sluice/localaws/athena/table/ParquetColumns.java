package dev.sluice.localaws.athena.table;

import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.store.S3Location;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns that a table's Parquet files have, checked against the declared types: DuckDB would
 * cast what Athena refuses.
 */
final class ParquetColumns {
  private static final Map<String, Set<String>> PHYSICAL =
      Map.of(
          "string", Set.of("BYTE_ARRAY"),
          "varchar", Set.of("BYTE_ARRAY"),
          "char", Set.of("BYTE_ARRAY"),
          "tinyint", Set.of("INT32"),
          "smallint", Set.of("INT32"),
          "int", Set.of("INT32"),
          "integer", Set.of("INT32"),
          "bigint", Set.of("INT32", "INT64"),
          "float", Set.of("FLOAT"),
          "double", Set.of("FLOAT", "DOUBLE"));

  private static final Map<String, String> LOGICAL =
      Map.of("date", "DATE", "timestamp", "TIMESTAMP", "decimal", "DECIMAL");

  private final LakeTable table;
  private final Map<String, String> declared = new HashMap<>();
  private final Map<String, String> locations;
  private final Set<String> present = new HashSet<>();
  private final Set<String> finer = new HashSet<>();

  private ParquetColumns(LakeTable table, List<PartitionFile> files) {
    this.table = table;
    table.columns().forEach(column -> declared.put(column.name(), column.type()));
    this.locations =
        files.stream()
            .collect(
                Collectors.toMap(
                    file -> file.file().path().toString(),
                    file -> new S3Location(table.location().bucket(), file.file().key()).toString(),
                    (first, second) -> first));
  }

  /**
   * The names of the columns that at least one file has, in lower case.
   *
   * @param finer those whose times are finer than the milliseconds that Hive's tables have
   */
  record Found(Set<String> present, Set<String> finer) {}

  static Found of(Connection duckDb, LakeTable table, List<PartitionFile> files)
      throws SQLException, QueryFailedException {
    ParquetColumns columns = new ParquetColumns(table, files);
    try (Statement statement = duckDb.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT file_name, name, type, coalesce(converted_type, logical_type, ''),"
                    + " coalesce(num_children, 0) FROM parquet_schema("
                    + Sql.list(columns.locations.keySet())
                    + ")")) {
      columns.read(rows);
    }
    return new Found(columns.present, columns.finer);
  }

  private void read(ResultSet rows) throws SQLException, QueryFailedException {
    String file = "";
    long left = 0;
    while (rows.next()) {
      if (!rows.getString(1).equals(file)) {
        file = rows.getString(1);
        left = rows.getLong(5);
      } else if (left > 0) {
        check(rows, file);
        left -= 1;
        skip(rows, rows.getLong(5));
      }
    }
  }

  private static void skip(ResultSet rows, long children) throws SQLException {
    long left = children;
    while (left > 0 && rows.next()) {
      left += rows.getLong(5) - 1;
    }
  }

  private void check(ResultSet rows, String file) throws SQLException, QueryFailedException {
    String name = rows.getString(2).toLowerCase(Locale.ROOT);
    present.add(name);
    String type = declared.get(name);
    if (type == null || rows.getLong(5) > 0) {
      return;
    }
    String physical = rows.getString(3);
    String logical = rows.getString(4).toUpperCase(Locale.ROOT);
    if (logical.contains("MICROS") || logical.contains("NANOS")) {
      finer.add(name);
    }
    if (!fits(HiveType.base(type), physical, logical)) {
      throw new QueryFailedException(
          "HIVE_BAD_DATA",
          "Field %s's type %s in parquet file %s is incompatible with type %s defined in table schema"
              .formatted(
                  name,
                  logical.isEmpty() ? physical : physical + " " + logical,
                  locations.getOrDefault(file, file),
                  type + " of " + table.database() + "." + table.name()));
    }
  }

  private static boolean fits(String declared, String physical, String logical) {
    String wanted = LOGICAL.get(declared);
    if (wanted != null) {
      return logical.startsWith(wanted)
          || (declared.equals("timestamp") && physical.equals("INT96"));
    }
    Set<String> allowed = PHYSICAL.get(declared);
    boolean special = LOGICAL.values().stream().anyMatch(logical::startsWith);
    return allowed == null || (allowed.contains(physical) && !special);
  }
}
