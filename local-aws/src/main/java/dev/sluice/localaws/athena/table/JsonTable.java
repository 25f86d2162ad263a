package dev.sluice.localaws.athena.table;

import dev.sluice.localaws.athena.result.QueryFailedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a table over JSON is read. A column's key is the one that {@code mapping.COLUMN} names, or
 * the one of the crawler's {@code paths} that is the column's but for case; otherwise keys must be
 * written as the column, while the SerDe on AWS doesn't look at case.
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
   */
  String reader(String file) throws QueryFailedException {
    Map<String, String> serde = table.serde().parameters();
    Map<String, String> written = written(serde.getOrDefault("paths", ""));
    List<String> columns = new ArrayList<>();
    List<String> renamed = new ArrayList<>();
    for (LakeTable.Column column : table.columns()) {
      String name = written.getOrDefault(column.name(), column.name());
      String key = serde.getOrDefault("mapping." + column.name(), name);
      columns.add(Sql.text(key) + ": " + Sql.text(HiveType.duckDb(column.type())));
      renamed.add(Sql.name(key) + " AS " + Sql.name(column.name()));
    }
    boolean ignore = "true".equalsIgnoreCase(serde.get("ignore.malformed.json"));
    return "(SELECT "
        + TableView.escaped(String.join(", ", renamed))
        + ", \""
        + file
        + "\" FROM read_json(%s, format='unstructured', records="
        + !isWholeArray()
        + ", ignore_errors="
        + ignore
        + ", columns={"
        + TableView.escaped(String.join(", ", columns))
        + "}, filename='%s'))";
  }

  private boolean isWholeArray() {
    return table.columns().size() == 1
        && table.columns().get(0).name().equals("array")
        && HiveType.base(table.columns().get(0).type()).equals("array");
  }

  private static Map<String, String> written(String paths) {
    Map<String, String> written = new HashMap<>();
    for (String path : paths.split(",", -1)) {
      written.put(path.toLowerCase(Locale.ROOT), path);
    }
    return written;
  }
}
