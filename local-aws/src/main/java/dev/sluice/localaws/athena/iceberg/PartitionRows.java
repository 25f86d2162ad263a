package dev.sluice.localaws.athena.iceberg;

import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.table.Sql;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.FileContent;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Partitioning;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Comparators;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** The rows of {@code $partitions}: data files by their partition. */
final class PartitionRows {
  private final Table table;
  private final List<NestedField> keys;
  private final List<NestedField> columns;
  private final Map<List<Object>, List<ContentFile<?>>> partitions = new LinkedHashMap<>();

  PartitionRows(Table table, List<ContentFile<?>> files) {
    this.table = table;
    this.keys = Partitioning.partitionType(table).fields();
    this.columns =
        table.schema().columns().stream()
            .filter(field -> field.type().isPrimitiveType())
            .filter(
                field ->
                    table.spec().identitySourceIds().stream()
                        .noneMatch(id -> id == field.fieldId()))
            .toList();
    for (ContentFile<?> file : files) {
      if (file.content() == FileContent.DATA) {
        partitions.computeIfAbsent(values(file), any -> new ArrayList<>()).add(file);
      }
    }
  }

  /** A file's partition in the terms of all of the table's specs. */
  private List<Object> values(ContentFile<?> file) {
    PartitionSpec spec = table.specs().get(file.specId());
    Object[] values = new Object[keys.size()];
    for (int i = 0; i < spec.fields().size(); i++) {
      for (int key = 0; key < values.length; key++) {
        if (keys.get(key).fieldId() == spec.fields().get(i).fieldId()) {
          Class<?> type = spec.partitionType().fields().get(i).type().typeId().javaClass();
          Object value = file.partition().get(i, type);
          values[key] = value instanceof CharSequence text ? text.toString() : value;
        }
      }
    }
    return Arrays.asList(values);
  }

  String sql() throws QueryFailedException {
    ValueRows rows = new ValueRows();
    if (!keys.isEmpty()) {
      rows.column("partition", IcebergTypes.duckDb(Types.StructType.of(keys)));
    }
    rows.column("record_count", "BIGINT").column("file_count", "BIGINT");
    rows.column("total_size", "BIGINT");
    List<String> statistics = new ArrayList<>();
    for (NestedField column : columns) {
      statistics.add(
          "%s STRUCT(\"min\" %s, \"max\" %2$s, null_count BIGINT, nan_count BIGINT)"
              .formatted(Sql.name(column.name()), IcebergTypes.duckDb(column.type())));
    }
    if (!columns.isEmpty()) {
      rows.column("data", "STRUCT(" + String.join(", ", statistics) + ")");
    }
    for (Map.Entry<List<Object>, List<ContentFile<?>>> one : partitions.entrySet()) {
      rows.row(cells(one.getKey(), one.getValue()).toArray(String[]::new));
    }
    return rows.sql();
  }

  private List<String> cells(List<Object> values, List<ContentFile<?>> files)
      throws QueryFailedException {
    List<String> cells = new ArrayList<>();
    if (!keys.isEmpty()) {
      List<String> parts = new ArrayList<>();
      for (int i = 0; i < keys.size(); i++) {
        String value = IcebergTypes.literal(keys.get(i).type(), values.get(i));
        parts.add(Sql.name(keys.get(i).name()) + " := " + value);
      }
      cells.add("struct_pack(" + String.join(", ", parts) + ")");
    }
    cells.add(Long.toString(files.stream().mapToLong(ContentFile::recordCount).sum()));
    cells.add(Integer.toString(files.size()));
    cells.add(Long.toString(files.stream().mapToLong(ContentFile::fileSizeInBytes).sum()));
    List<String> statistics = new ArrayList<>();
    for (NestedField column : columns) {
      statistics.add(Sql.name(column.name()) + " := " + statistics(column, files));
    }
    if (!columns.isEmpty()) {
      cells.add("struct_pack(" + String.join(", ", statistics) + ")");
    }
    return cells;
  }

  private static String statistics(NestedField column, List<ContentFile<?>> files)
      throws QueryFailedException {
    Comparator<Object> order = Comparators.forType(column.type().asPrimitiveType());
    Object least = null;
    Object most = null;
    boolean bounded = true;
    Long nulls = 0L;
    Long notNumbers = 0L;
    for (ContentFile<?> file : files) {
      Object lower = bound(column, file.lowerBounds());
      Object upper = bound(column, file.upperBounds());
      bounded &= lower != null && upper != null;
      least = least == null || (lower != null && order.compare(lower, least) < 0) ? lower : least;
      most = most == null || (upper != null && order.compare(upper, most) > 0) ? upper : most;
      nulls = sum(nulls, column, file.nullValueCounts());
      notNumbers = sum(notNumbers, column, file.nanValueCounts());
    }
    return "struct_pack(\"min\" := %s, \"max\" := %s, null_count := %s, nan_count := %s)"
        .formatted(
            IcebergTypes.literal(column.type(), bounded ? least : null),
            IcebergTypes.literal(column.type(), bounded ? most : null),
            nulls,
            notNumbers);
  }

  private static Object bound(NestedField column, Map<Integer, ByteBuffer> bounds) {
    return bounds == null ? null : IcebergTypes.bound(column.type(), bounds.get(column.fieldId()));
  }

  private static Long sum(Long before, NestedField column, Map<Integer, Long> counts) {
    Long count = counts == null ? null : counts.get(column.fieldId());
    return before == null || count == null ? null : before + count;
  }
}
