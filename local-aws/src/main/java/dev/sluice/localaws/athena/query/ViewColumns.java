package dev.sluice.localaws.athena.query;

import dev.sluice.localaws.athena.query.QueryText.TableName;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.table.HiveType;
import dev.sluice.localaws.athena.table.LakeTable.Column;
import dev.sluice.localaws.athena.table.Sql;
import java.util.ArrayList;
import java.util.List;

/** The columns of a view: those that are declared, of those that its statement gives. */
final class ViewColumns {
  private ViewColumns() {}

  /** The SELECT of the declared columns from what the statement gives. */
  static String select(
      TableName name, String key, List<Column> declared, List<String> actual, String inner)
      throws QueryFailedException {
    checkNames(name, key, declared, actual);
    return "SELECT " + columns(declared, actual) + " FROM " + inner + " v(" + names(actual) + ")";
  }

  private static void checkNames(
      TableName name, String key, List<Column> declared, List<String> actual)
      throws QueryFailedException {
    List<String> names = declared.stream().map(Column::name).toList();
    if (!names.isEmpty() && !actual.equals(names)) {
      throw new QueryFailedException(
          "VIEW_IS_STALE",
          ("%sView 'awsdatacatalog.%s' is stale or in invalid state: its columns are declared as"
                  + " %s, its statement gives %s; make it again with CREATE OR REPLACE VIEW")
              .formatted(name.place(), key, names, actual));
    }
  }

  private static String columns(List<Column> declared, List<String> actual)
      throws QueryFailedException {
    List<String> parts = new ArrayList<>();
    for (Column column : declared) {
      String name = Sql.name(column.name());
      boolean zoned = column.type().contains("time zone");
      parts.add(
          zoned ? name : "CAST(%s AS %s) AS %1$s".formatted(name, HiveType.duckDb(column.type())));
    }
    return declared.isEmpty() ? names(actual) : String.join(", ", parts);
  }

  private static String names(List<String> names) {
    return String.join(", ", names.stream().map(Sql::name).toList());
  }
}
