package dev.sluice.localaws.athena.iceberg;

import dev.sluice.localaws.athena.table.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.mapping.MappedField;
import org.apache.iceberg.mapping.MappedFields;

/**
 * The columns of a Parquet file, as its footer has them; equal for files that can be read alike.
 *
 * @param type physical and logical
 * @param id Iceberg's; 0: the file says none
 */
record Layout(String name, String type, int id, List<Layout> children) {

  /** The layouts of files, by path. */
  static Map<String, Layout> of(Connection duckDb, Collection<String> paths) throws SQLException {
    Map<String, Layout> found = new HashMap<>();
    if (paths.isEmpty()) {
      return found;
    }
    try (Statement statement = duckDb.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT file_name, name, concat_ws(' ', type, type_length, converted_type,"
                    + " logical_type), coalesce(field_id, 0), coalesce(num_children, 0) FROM"
                    + " parquet_schema("
                    + Sql.list(paths)
                    + ")")) {
      while (rows.next()) {
        String path = rows.getString(1);
        found.put(path, read(rows));
      }
    }
    return found;
  }

  /** Reads the current row and, after it, its children's. */
  private static Layout read(ResultSet rows) throws SQLException {
    String name = rows.getString(2);
    String type = rows.getString(3);
    int id = rows.getInt(4);
    List<Layout> children = new ArrayList<>();
    for (long left = rows.getLong(5); left > 0 && rows.next(); left--) {
      children.add(read(rows));
    }
    return new Layout(name, type, id, List.copyOf(children));
  }

  boolean hasIds() {
    return id > 0 || children.stream().anyMatch(Layout::hasIds);
  }

  Optional<Layout> child(int field) {
    return children.stream().filter(child -> child.id() == field).findFirst();
  }

  /** The repeated group of a list's elements or a map's entries stands between. */
  Layout inner() {
    return children.size() == 1 ? children.get(0) : this;
  }

  /** With the ids of a table's name mapping, for a file that was written without any. */
  Layout mapped(MappedFields fields) {
    List<Layout> named = new ArrayList<>();
    for (Layout child : children) {
      Integer field = fields == null ? null : fields.id(child.name());
      boolean repeated = field == null && !child.children().isEmpty();
      MappedField mapping = field == null ? null : fields.field(field);
      MappedFields below = mapping == null ? null : mapping.nestedMapping();
      Layout mapped = child.mapped(repeated ? fields : below);
      named.add(
          new Layout(child.name(), child.type(), field == null ? 0 : field, mapped.children()));
    }
    return new Layout(name, type, id, List.copyOf(named));
  }
}
