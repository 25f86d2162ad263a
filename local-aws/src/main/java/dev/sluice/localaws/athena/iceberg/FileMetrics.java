package dev.sluice.localaws.athena.iceberg;

import static java.util.stream.Collectors.toSet;

import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.table.Sql;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.BinaryUtil;
import org.apache.iceberg.util.UnicodeUtil;

/**
 * What a data file's entry says of it: counts from its footer, bounds from its rows, as Iceberg's
 * own writers have them: of what is not in a list or a map, texts by their first 16 characters.
 */
final class FileMetrics {
  private static final int LENGTH = 16;

  private final Statement duckDb;
  private final Path file;
  private final Map<Integer, Long> sizes = new HashMap<>();
  private final Map<Integer, Long> values = new HashMap<>();
  private final Map<Integer, Long> nulls = new HashMap<>();
  private final Map<Integer, Long> nans = new HashMap<>();
  private final Map<Integer, ByteBuffer> lower = new HashMap<>();
  private final Map<Integer, ByteBuffer> upper = new HashMap<>();

  private FileMetrics(Statement duckDb, Path file) {
    this.duckDb = duckDb;
    this.file = file;
  }

  static Metrics of(Statement duckDb, Schema schema, Path file)
      throws SQLException, QueryFailedException {
    FileMetrics found = new FileMetrics(duckDb, file);
    List<Leaf> leaves = new ArrayList<>();
    collect(schema.columns(), "", leaves);
    found.readFooter(leaves.stream().map(leaf -> leaf.field.fieldId()).collect(toSet()));
    long rows = found.readBounds(leaves);
    return new Metrics(
        rows, found.sizes, found.values, found.nulls, found.nans, found.lower, found.upper);
  }

  /** Where the file can be split: the starts of its row groups. */
  static List<Long> splits(Statement duckDb, Path file) throws SQLException {
    List<Long> splits = new ArrayList<>();
    try (ResultSet rows =
        duckDb.executeQuery(
            "SELECT min(least(data_page_offset, coalesce(dictionary_page_offset,"
                + " data_page_offset))) FROM parquet_metadata(%s) GROUP BY row_group_id ORDER BY 1"
                    .formatted(Sql.text(file.toString())))) {
      while (rows.next()) {
        splits.add(rows.getLong(1));
      }
    }
    return splits;
  }

  private void readFooter(Set<Integer> counted) throws SQLException {
    List<Integer> leaves = new ArrayList<>();
    Layout.of(duckDb.getConnection(), List.of(file.toString()))
        .values()
        .forEach(layout -> leaves(layout, leaves));
    try (ResultSet rows =
        duckDb.executeQuery(
            "SELECT column_id, sum(total_compressed_size)::BIGINT, sum(num_values)::BIGINT,"
                + " sum(stats_null_count)::BIGINT FROM parquet_metadata(%s) GROUP BY ALL"
                    .formatted(Sql.text(file.toString())))) {
      while (rows.next()) {
        int id = leaves.get(rows.getInt(1));
        sizes.put(id, rows.getLong(2));
        if (counted.contains(id)) {
          values.put(id, rows.getLong(3));
          nulls.put(id, rows.getLong(4));
        }
      }
    }
  }

  private static void leaves(Layout at, List<Integer> found) {
    if (at.children().isEmpty()) {
      found.add(at.id());
    }
    at.children().forEach(child -> leaves(child, found));
  }

  /** A field that has bounds, and how a row's value of it is found. */
  private record Leaf(NestedField field, String sql) {}

  private long readBounds(List<Leaf> leaves) throws SQLException, QueryFailedException {
    StringBuilder select = new StringBuilder("SELECT count(*)");
    for (Leaf leaf : leaves) {
      select.append(", ").append(aggregates(leaf));
    }
    select.append(" FROM read_parquet(" + Sql.text(file.toString()) + ", hive_partitioning=false)");
    try (ResultSet row = duckDb.executeQuery(select.toString())) {
      row.next();
      int at = 2;
      for (Leaf leaf : leaves) {
        Type type = leaf.field.type();
        bound(leaf.field, SqlValues.of(row, at, type), SqlValues.of(row, at + 1, type));
        if (isFloating(type)) {
          nans.put(leaf.field.fieldId(), row.getLong(at + 2));
        }
        at += 3;
      }
      return row.getLong(1);
    }
  }

  private static void collect(List<NestedField> fields, String above, List<Leaf> found) {
    for (NestedField field : fields) {
      String sql = above + Sql.name(field.name());
      if (field.type().isPrimitiveType()) {
        found.add(new Leaf(field, sql));
      } else if (field.type().isStructType()) {
        collect(field.type().asStructType().fields(), sql + ".", found);
      }
    }
  }

  private static String aggregates(Leaf leaf) {
    Type type = leaf.field.type();
    String filter = isFloating(type) ? " FILTER (NOT isnan(%s))".formatted(leaf.sql) : "";
    String nans = isFloating(type) ? "count(*) FILTER (isnan(%s))".formatted(leaf.sql) : "0";
    return "%s, %s, %s"
        .formatted(
            SqlValues.start("min(%s)%s".formatted(leaf.sql, filter), type, LENGTH + 1),
            SqlValues.start("max(%s)%s".formatted(leaf.sql, filter), type, LENGTH + 1),
            nans);
  }

  private static boolean isFloating(Type type) {
    return type.typeId() == TypeID.FLOAT || type.typeId() == TypeID.DOUBLE;
  }

  private void bound(NestedField field, Object least, Object greatest) {
    if (least == null) {
      return;
    }
    lower.put(field.fieldId(), Conversions.toByteBuffer(field.type(), lowest(least)));
    Object highest = highest(greatest);
    if (highest != null) {
      upper.put(field.fieldId(), Conversions.toByteBuffer(field.type(), highest));
    }
  }

  /** Zero has two signs, which are equal to DuckDB and not to Iceberg. */
  private static Object lowest(Object value) {
    if (value instanceof String text) {
      return UnicodeUtil.truncateStringMin(text, LENGTH);
    }
    if (value instanceof ByteBuffer bytes) {
      return BinaryUtil.truncateBinaryMin(bytes, LENGTH);
    }
    return value.equals(0.0f) ? (Object) (-0.0f) : value.equals(0.0d) ? (Object) (-0.0d) : value;
  }

  /** Null: no text or bytes of that length are above all. */
  private static Object highest(Object value) {
    if (value instanceof String text) {
      return UnicodeUtil.truncateStringMax(text, LENGTH);
    }
    if (value instanceof ByteBuffer bytes) {
      return BinaryUtil.truncateBinaryMax(bytes, LENGTH);
    }
    return value.equals(-0.0f) ? (Object) 0.0f : value.equals(-0.0d) ? (Object) 0.0d : value;
  }
}
