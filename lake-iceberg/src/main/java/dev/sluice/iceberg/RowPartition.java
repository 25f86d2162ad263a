package dev.sluice.iceberg;

import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TableSpec.SpecTransform;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.rows.Row;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.StructLike;

/**
 * Tells in which partition of an Iceberg table a row lies. Rows of the same hour, in a table that
 * is partitioned by time alone, cost no more than a division.
 */
final class RowPartition {
  private static final long HOUR_MILLIS = 3_600_000;
  private static final long MICROS = 1_000;

  private final PartitionKey key;
  private final RowView view;
  private final int time;

  /** Whether all rows are of one partition. */
  private final boolean isConstant;

  private long hour;
  private boolean isKnown;

  RowPartition(TrustedTable table, TableLayout layout) {
    key = new PartitionKey(layout.spec(), layout.schema());
    view = new RowView(table, layout);
    time = timeColumn(table, layout);
    isConstant =
        layout.spec().fields().stream()
            .map(field -> layout.schema().findColumnName(field.sourceId()))
            .allMatch(layout.folder()::containsKey);
  }

  /** The only column that counts, if it is a timestamp in one of the transforms of time; or -1. */
  private static int timeColumn(TrustedTable table, TableLayout layout) {
    if (layout.spec().fields().size() != 1) {
      return -1;
    }
    String transform = layout.spec().fields().get(0).transform().toString();
    String name = layout.schema().findColumnName(layout.spec().fields().get(0).sourceId());
    int column = index(table, name);
    boolean isTime =
        List.of(SpecTransform.values()).stream()
            .anyMatch(known -> known.isTime() && known.name().equalsIgnoreCase(transform));
    return isTime && table.columns().get(column).type() == FieldType.TIMESTAMP ? column : -1;
  }

  private static int index(TrustedTable table, String name) {
    List<String> names = table.columns().stream().map(TrustedTable.Column::name).toList();
    return names.indexOf(name);
  }

  /** Valid until the next row; equal for rows of the same partition. */
  PartitionKey of(Row row) {
    if (isConstant && isKnown) {
      return key;
    }
    if (time >= 0 && !row.isNull(time)) {
      long next = Math.floorDiv(row.longValue(time), HOUR_MILLIS);
      if (isKnown && next == hour) {
        return key;
      }
      hour = next;
      isKnown = true;
    } else {
      isKnown = isConstant;
    }
    key.partition(view.at(row));
    return key;
  }

  /** A row with the columns of the schema. */
  private static final class RowView implements StructLike {
    private final int[] columns;
    private final FieldType[] types;
    private final Integer[] folder;
    private Row row;

    RowView(TrustedTable table, TableLayout layout) {
      columns = layout.schema().columns().stream().mapToInt(f -> index(table, f.name())).toArray();
      types =
          layout.schema().columns().stream()
              .map(f -> index(table, f.name()))
              .map(index -> index < 0 ? null : table.columns().get(index).type())
              .toArray(FieldType[]::new);
      folder =
          layout.schema().columns().stream()
              .map(f -> layout.folder().get(f.name()))
              .toArray(Integer[]::new);
    }

    RowView at(Row of) {
      row = of;
      return this;
    }

    @Override
    public int size() {
      return columns.length;
    }

    @Override
    public <T> T get(int position, Class<T> type) {
      int column = columns[position];
      if (folder[position] != null) {
        return type.cast(folder[position]);
      }
      return column < 0 || row.isNull(column) ? null : type.cast(value(position, column));
    }

    private Object value(int position, int column) {
      return switch (types[position]) {
        case STRING ->
            new String(
                row.bytes(),
                row.textOffset(column),
                row.textLength(column),
                StandardCharsets.UTF_8);
        case INT, DATE -> row.intValue(column);
        case LONG, TIMESTAMP_MICROS -> row.longValue(column);
        case TIMESTAMP -> Math.multiplyExact(row.longValue(column), MICROS);
        case FLOAT -> row.floatValue(column);
        case DOUBLE -> row.doubleValue(column);
        case BOOLEAN -> row.booleanValue(column);
        case DECIMAL -> row.decimalValue(column);
        case BINARY ->
            ByteBuffer.wrap(
                Arrays.copyOfRange(
                    row.bytes(),
                    row.textOffset(column),
                    row.textOffset(column) + row.textLength(column)));
      };
    }

    @Override
    public <T> void set(int position, T value) {
      throw new UnsupportedOperationException("A row is not changed");
    }
  }
}
