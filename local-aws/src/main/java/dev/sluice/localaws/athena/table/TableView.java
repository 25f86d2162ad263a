package dev.sluice.localaws.athena.table;

import dev.sluice.localaws.athena.result.QueryFailedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The SQL that reads a table's files, with the columns and types that the catalog declares. */
public final class TableView {
  private static final String FILE = "__file";
  private static final ParquetColumns.Found NONE = new ParquetColumns.Found(Set.of(), Set.of());

  private final LakeTable table;
  private final List<PartitionFile> files;

  public TableView(LakeTable table, List<PartitionFile> files) {
    this.table = table;
    this.files = files;
  }

  /** The SELECT statement; looks into Parquet files for what they hold. */
  public String sql(Connection duckDb) throws SQLException, QueryFailedException {
    if (files.isEmpty()) {
      return "SELECT " + columns(NONE, false) + " WHERE false";
    }
    String serde = table.serde().library().toLowerCase(Locale.ROOT);
    if (serde.contains("parquet")) {
      return select(
          ParquetColumns.of(duckDb, table, files),
          "read_parquet(%s, union_by_name=true, hive_partitioning=false, filename='%s')");
    }
    if (serde.endsWith("jsonserde")) {
      return select(names(), new JsonTable(table).reader(FILE, duckDb, paths()));
    }
    if (isText()) {
      return select(names(), new TextTable(table).reader());
    }
    throw new QueryFailedException(
        "NOT_SUPPORTED",
        "The local lake reads Parquet, JSON and CSV; table %s has the SerDe '%s'"
            .formatted(table.name(), table.serde().library()));
  }

  private ParquetColumns.Found names() {
    return new ParquetColumns.Found(
        table.columns().stream().map(LakeTable.Column::name).collect(Collectors.toSet()), Set.of());
  }

  private String paths() {
    Set<String> paths = new LinkedHashSet<>();
    files.forEach(file -> paths.add(file.file().path().toString()));
    return Sql.list(paths);
  }

  private String select(ParquetColumns.Found found, String reader) throws QueryFailedException {
    String from = " FROM " + reader.formatted(paths(), FILE) + " f";
    String sql = "SELECT " + columns(found, isText()) + from;
    return table.keys().isEmpty() ? sql : sql + partitions();
  }

  /** The partition keys' values come with the file, from the catalog, not from its path. */
  private String partitions() {
    List<String> rows = new ArrayList<>();
    for (PartitionFile file : files) {
      List<String> cells = new ArrayList<>();
      cells.add(Sql.text(file.file().path().toString()));
      file.values().forEach(value -> cells.add(Sql.text(value)));
      rows.add("(" + String.join(", ", cells) + ")");
    }
    String keys =
        table.keys().stream().map(key -> Sql.name(key.name())).collect(Collectors.joining(", "));
    return " JOIN (VALUES %s) p(%s, %s) ON f.%2$s = p.%2$s"
        .formatted(String.join(", ", rows), FILE, keys);
  }

  private boolean isText() {
    String serde = table.serde().library().toLowerCase(Locale.ROOT);
    return serde.endsWith("opencsvserde") || serde.endsWith("lazysimpleserde");
  }

  private String columns(ParquetColumns.Found found, boolean text) throws QueryFailedException {
    List<String> parts = new ArrayList<>();
    for (LakeTable.Column column : table.columns()) {
      String name = Sql.name(column.name());
      String value = found.present().contains(column.name()) ? "f." + name : "NULL";
      if (found.finer().contains(column.name())) {
        value = "CAST(CAST(%s AS TIMESTAMP) AS TIMESTAMP_MS)".formatted(value);
      }
      String cast =
          text
              ? new TextTable(table).value(column, value)
              : "CAST(%s AS %s)".formatted(value, HiveType.duckDb(column.type()));
      parts.add(cast + " AS " + name);
    }
    for (LakeTable.Column key : table.keys()) {
      String name = Sql.name(key.name());
      String value = files.isEmpty() ? "NULL" : "p." + name;
      parts.add("CAST(%s AS %s) AS %s".formatted(value, HiveType.duckDb(key.type()), name));
    }
    return String.join(", ", parts);
  }

  static String escaped(String text) {
    return text.replace("%", "%%");
  }
}
