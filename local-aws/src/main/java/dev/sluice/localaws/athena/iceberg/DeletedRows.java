package dev.sluice.localaws.athena.iceberg;

import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.table.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileContent;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The joins that leave out deleted rows: those whose place a position delete names, and those that
 * are equal to a row of an equality delete, each of the data files that the plan gives it.
 */
final class DeletedRows {
  static final String READER_OPTIONS = ", filename='__file', file_row_number=true";
  private static final String KEY = "__key";

  private final Table table;
  private final List<String> positions = new ArrayList<>();
  private final Set<String> positionFiles = new LinkedHashSet<>();
  private final Map<String, DeleteFile> equality = new LinkedHashMap<>();
  private final Map<String, List<String>> equalityData = new LinkedHashMap<>();
  private final Map<Integer, NestedField> keys = new LinkedHashMap<>();

  DeletedRows(Table table, List<PlannedFile> files) throws QueryFailedException {
    this.table = table;
    for (PlannedFile file : files) {
      file.deletes().forEach((delete, object) -> add(file, delete, object.path().toString()));
    }
    for (DeleteFile delete : equality.values()) {
      for (int id : delete.equalityFieldIds()) {
        keys.put(id, field(id, delete));
      }
    }
  }

  private void add(PlannedFile file, DeleteFile delete, String path) {
    if (delete.content() == FileContent.POSITION_DELETES) {
      positionFiles.add(path);
      positions.add(
          "(%s, %s, %s)"
              .formatted(Sql.text(path), Sql.text(file.data().location()), Sql.text(file.path())));
    } else {
      equality.put(path, delete);
      equalityData.computeIfAbsent(path, any -> new ArrayList<>()).add(file.path());
    }
  }

  /** A column of now or of an earlier schema: deletes may be by one that was dropped since. */
  private NestedField field(int id, DeleteFile delete) throws QueryFailedException {
    List<Schema> schemas = new ArrayList<>(List.of(table.schema()));
    schemas.addAll(table.schemas().values());
    for (Schema schema : schemas) {
      for (NestedField field : schema.columns()) {
        if (field.fieldId() == id && field.type().isPrimitiveType()) {
          return field;
        }
      }
    }
    throw IcebergErrors.notSupported(
        "%s deletes rows by the field with id %d, which is not a plain column of the table"
            .formatted(delete.location(), id));
  }

  boolean isEmpty() {
    return positions.isEmpty() && equality.isEmpty();
  }

  Set<String> equalityFiles() {
    return equality.keySet();
  }

  /** What the rows have beside the table's columns. */
  String hidden() {
    List<String> names = new ArrayList<>(List.of("__file", "__row"));
    keys.keySet().forEach(id -> names.add(KEY + id));
    return String.join(", ", names);
  }

  List<String> columns(ColumnReader reader, Layout layout, Map<Integer, String> constants)
      throws QueryFailedException {
    List<String> parts = new ArrayList<>();
    if (!isEmpty()) {
      parts.add("__file");
      parts.add("file_row_number AS __row");
    }
    for (NestedField key : keys.values()) {
      String constant = constants.get(key.fieldId());
      String value =
          constant == null
              ? reader.column(key, layout)
              : "CAST(%s AS %s)".formatted(Sql.text(constant), IcebergTypes.duckDb(key.type()));
      parts.add(value + " AS " + KEY + key.fieldId());
    }
    return parts;
  }

  String joins(Map<String, Layout> layouts) throws QueryFailedException {
    StringBuilder joins = new StringBuilder();
    if (!positions.isEmpty()) {
      joins.append(
          (" ANTI JOIN (SELECT m.f, d.pos FROM read_parquet(%s, filename='__d') d JOIN (VALUES %s)"
                  + " m(d, u, f) ON d.__d = m.d AND d.file_path = m.u) p ON p.f = s.__file AND"
                  + " p.pos = s.__row")
              .formatted(Sql.list(positionFiles), String.join(", ", positions)));
    }
    Map<Set<Integer>, Map<Layout, List<String>>> byKeys = new LinkedHashMap<>();
    equality.forEach(
        (path, delete) ->
            byKeys
                .computeIfAbsent(
                    new TreeSet<>(delete.equalityFieldIds()), any -> new LinkedHashMap<>())
                .computeIfAbsent(layouts.get(path), any -> new ArrayList<>())
                .add(path));
    for (Map.Entry<Set<Integer>, Map<Layout, List<String>>> group : byKeys.entrySet()) {
      for (Map.Entry<Layout, List<String>> alike : group.getValue().entrySet()) {
        String name = "e" + joins.length();
        String rows = equalRows(group.getKey(), alike.getKey(), alike.getValue());
        joins.append(" ANTI JOIN (%s) %s ON %2$s.f = s.__file".formatted(rows, name));
        for (int id : group.getKey()) {
          joins.append(" AND %s.%s IS NOT DISTINCT FROM s.%2$s".formatted(name, KEY + id));
        }
      }
    }
    return joins.toString();
  }

  private String equalRows(Set<Integer> ids, Layout layout, List<String> paths)
      throws QueryFailedException {
    ColumnReader reader = new ColumnReader();
    StringBuilder columns = new StringBuilder();
    for (int id : ids) {
      columns.append(", ").append(reader.column(keys.get(id), layout)).append(" AS " + KEY + id);
    }
    List<String> pairs = new ArrayList<>();
    for (String path : paths) {
      for (String data : equalityData.get(path)) {
        pairs.add("(%s, %s)".formatted(Sql.text(path), Sql.text(data)));
      }
    }
    return "SELECT m.f%s FROM read_parquet(%s, filename='__d') d JOIN (VALUES %s) m(d, f) ON d.__d = m.d"
        .formatted(columns, Sql.list(paths), String.join(", ", pairs));
  }
}
