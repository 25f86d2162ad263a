package dev.sluice.localaws.athena.query;

import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.table.HiveType;
import dev.sluice.localaws.athena.table.LakeTable.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The columns that a SELECT gives to a table or view: each with a name of its own. */
final class SelectedColumns {
  private static final String ZONED = "TIMESTAMP WITH TIME ZONE";

  private SelectedColumns() {}

  /** The columns, with types in DuckDB's words. */
  static List<Column> of(Statement duckDb, QueryText text)
      throws SQLException, QueryFailedException {
    List<Column> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    try (ResultSet rows = duckDb.executeQuery("DESCRIBE " + text.sql())) {
      while (rows.next()) {
        String label = rows.getString("column_name");
        String name = text.columnName(columns.size(), label).toLowerCase(Locale.ROOT);
        if (name.equals("_col" + columns.size())) {
          throw new QueryFailedException(
              "COLUMN_NAME_NOT_SPECIFIED",
              "line 1:1: Column name not specified at position " + (columns.size() + 1));
        }
        if (!names.add(name)) {
          throw new QueryFailedException(
              "DUPLICATE_COLUMN_NAME",
              "line 1:1: Column name '%s' specified more than once".formatted(name));
        }
        columns.add(new Column(name, rows.getString("column_type")));
      }
    }
    return columns;
  }

  /**
   * With types in Hive's words.
   *
   * @param zoned whether a time with a zone, which no file of a plain table can hold, is let
   *     through
   */
  static List<Column> hive(List<Column> columns, boolean zoned) throws QueryFailedException {
    List<Column> named = new ArrayList<>();
    for (Column column : columns) {
      boolean kept = zoned && column.type().equals(ZONED);
      String type = kept ? ZONED.toLowerCase(Locale.ROOT) : HiveType.ofDuckDb(column.type());
      named.add(new Column(column.name(), type));
    }
    return named;
  }
}
