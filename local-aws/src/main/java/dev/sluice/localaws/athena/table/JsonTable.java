package dev.sluice.localaws.athena.table;

import dev.sluice.localaws.athena.result.QueryFailedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How a table over JSON is read. A column's key is the one that {@code mapping.COLUMN} names, or
 * the one that is the column's name but for case: of the crawler's {@code paths}, otherwise of the
 * files. Below the first level, keys must be written as the columns are. A binary is a text in
 * base64.
 *
 * <p>Deviation: objects that follow each other without a line's end between them, as Firehose
 * leaves them, are all read; the SerDe on AWS takes the first one of each line. An object that is
 * one array is read by a table that has the one column {@code array}, as crawlers make it.
 */
final class JsonTable {
  private final LakeTable table;

  JsonTable(LakeTable table) {
    this.table = table;
  }

  /**
   * The SQL of a reader, in which {@code %s} stands for the list of files and for the column with
   * the file's name.
   *
   * @param file that column
   * @param files the list, as SQL
   */
  String reader(String file, Connection duckDb, String files)
      throws SQLException, QueryFailedException {
    Map<String, String> serde = table.serde().parameters();
    Map<String, String> written =
        serde.containsKey("paths") || isWholeArray()
            ? written(List.of(serde.getOrDefault("paths", "").split(",", -1)))
            : written(keys(duckDb, files));
    List<String> columns = new ArrayList<>();
    List<String> renamed = new ArrayList<>();
    for (LakeTable.Column column : table.columns()) {
      String name = written.getOrDefault(column.name(), column.name());
      String key = serde.getOrDefault("mapping." + column.name(), name);
      boolean isBinary = HiveType.base(column.type()).equals("binary");
      String type = isBinary ? "VARCHAR" : HiveType.duckDb(column.type());
      columns.add(Sql.text(key) + ": " + Sql.text(type));
      String value = isBinary ? "from_base64(" + Sql.name(key) + ")" : Sql.name(key);
      renamed.add(value + " AS " + Sql.name(column.name()));
    }
    return "(SELECT "
        + TableView.escaped(String.join(", ", renamed))
        + ", \""
        + file
        + "\" FROM read_json(%s, "
        + format()
        + ", records="
        + !isWholeArray()
        + ", columns={"
        + TableView.escaped(String.join(", ", columns))
        + "}, filename='%s'))";
  }

  private boolean isWholeArray() {
    return table.columns().size() == 1
        && table.columns().get(0).name().equals("array")
        && HiveType.base(table.columns().get(0).type()).equals("array");
  }

  private List<String> keys(Connection duckDb, String files) throws SQLException {
    List<String> keys = new ArrayList<>();
    try (Statement statement = duckDb.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT DISTINCT unnest(json_keys(json)) FROM read_json_objects(%s, %s) ORDER BY 1"
                    .formatted(files, format()))) {
      while (rows.next()) {
        keys.add(rows.getString(1));
      }
    }
    return keys;
  }

  /** Lines that are no JSON can be left out only where each object is a line. */
  private String format() {
    return "true".equalsIgnoreCase(table.serde().parameters().get("ignore.malformed.json"))
        ? "format='newline_delimited', ignore_errors=true"
        : "format='unstructured'";
  }

  private Map<String, String> written(List<String> keys) throws QueryFailedException {
    Set<String> columns = new HashSet<>();
    table.columns().forEach(column -> columns.add(column.name()));
    Map<String, String> written = new HashMap<>();
    for (String key : keys) {
      String column = key.toLowerCase(Locale.ROOT);
      String other = written.put(column, key);
      boolean mapped = table.serde().parameters().containsKey("mapping." + column);
      if (other != null && columns.contains(column) && !mapped) {
        throw new QueryFailedException(
            "HIVE_CURSOR_ERROR",
            ("Duplicate key: table %s.%s has objects with the key %s and others with %s; name one"
                    + " of them by 'mapping.%s' in SERDEPROPERTIES")
                .formatted(table.database(), table.name(), other, key, column));
      }
    }
    return written;
  }
}
