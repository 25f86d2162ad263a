package dev.sluice.localaws.athena.iceberg;

import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.table.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.mapping.MappedFields;
import org.apache.iceberg.mapping.NameMappingParser;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The SELECT that reads planned files with the columns of a schema. Files of the same layout are
 * read together; a column that a file lacks has its partition's value, if that is the column's, or
 * is null.
 */
final class RowsSql {
  private final Table table;
  private final Schema schema;
  private final List<PlannedFile> files;
  private final DeletedRows deleted;

  RowsSql(Table table, Schema schema, List<PlannedFile> files) throws QueryFailedException {
    this.table = table;
    this.schema = schema;
    this.files = files;
    this.deleted = new DeletedRows(table, files);
  }

  /** Files that are read in one go. */
  private record Group(Layout layout, Map<Integer, String> constants) {}

  String sql(Connection duckDb) throws SQLException, QueryFailedException {
    if (files.isEmpty()) {
      return "SELECT "
          + columns(new Group(new Layout("", "", 0, List.of()), Map.of()))
          + " WHERE false";
    }
    Set<String> paths = new LinkedHashSet<>();
    files.forEach(file -> paths.add(file.path()));
    paths.addAll(deleted.equalityFiles());
    Map<String, Layout> layouts = layouts(duckDb, paths);
    List<String> parts = new ArrayList<>();
    for (Map.Entry<Group, List<String>> group : groups(layouts).entrySet()) {
      parts.add(
          "SELECT %s FROM read_parquet(%s%s)"
              .formatted(
                  columns(group.getKey()),
                  Sql.list(group.getValue()),
                  deleted.isEmpty() ? "" : DeletedRows.READER_OPTIONS));
    }
    String rows = String.join(" UNION ALL ", parts);
    return deleted.isEmpty()
        ? rows
        : "SELECT s.* EXCLUDE (%s) FROM (%s) s%s"
            .formatted(deleted.hidden(), rows, deleted.joins(layouts));
  }

  private Map<Group, List<String>> groups(Map<String, Layout> layouts) {
    Map<Group, List<String>> groups = new LinkedHashMap<>();
    for (PlannedFile file : files) {
      Layout layout = layouts.get(file.path());
      groups
          .computeIfAbsent(new Group(layout, constants(file, layout)), group -> new ArrayList<>())
          .add(file.path());
    }
    return groups;
  }

  /** The files' layouts by path, with ids in any case. */
  private Map<String, Layout> layouts(Connection duckDb, Set<String> paths)
      throws SQLException, QueryFailedException {
    Map<String, Layout> found = Layout.of(duckDb, paths);
    String mapping = table.properties().get(TableProperties.DEFAULT_NAME_MAPPING);
    MappedFields names =
        mapping == null ? null : NameMappingParser.fromJson(mapping).asMappedFields();
    for (Map.Entry<String, Layout> file : found.entrySet()) {
      if (!file.getValue().hasIds()) {
        if (names == null) {
          throw IcebergErrors.badData(
              ("%s has no field ids, and the table has no property %s that says which column is"
                      + " which")
                  .formatted(file.getKey(), TableProperties.DEFAULT_NAME_MAPPING));
        }
        file.setValue(file.getValue().mapped(names));
      }
    }
    return found;
  }

  /** The values of columns that stand in the partition only, as text. */
  private Map<Integer, String> constants(PlannedFile file, Layout layout) {
    Map<Integer, String> constants = new LinkedHashMap<>();
    PartitionSpec spec = table.specs().get(file.data().specId());
    for (int i = 0; i < spec.fields().size(); i++) {
      PartitionField field = spec.fields().get(i);
      NestedField source = schema.findField(field.sourceId());
      boolean lacking = layout.child(field.sourceId()).isEmpty();
      if (field.transform().isIdentity() && source != null && lacking) {
        Class<?> type = source.type().typeId().javaClass();
        Object value = file.data().partition().get(i, type);
        if (value != null) {
          constants.put(source.fieldId(), IcebergTypes.text(source.type(), value));
        }
      }
    }
    return constants;
  }

  private String columns(Group group) throws QueryFailedException {
    ColumnReader reader = new ColumnReader();
    List<String> parts = new ArrayList<>();
    for (NestedField field : schema.columns()) {
      String constant = group.constants().get(field.fieldId());
      String value =
          constant == null
              ? reader.column(field, group.layout())
              : "CAST(%s AS %s)".formatted(Sql.text(constant), IcebergTypes.duckDb(field.type()));
      parts.add(value + " AS " + Sql.name(field.name().toLowerCase(Locale.ROOT)));
    }
    parts.addAll(deleted.columns(reader, group.layout(), group.constants()));
    return String.join(", ", parts);
  }
}
