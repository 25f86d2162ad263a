package dev.sluice.parquet;

import dev.sluice.core.pipeline.Digits;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.rows.Row;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;

/** Hands the values of a row to Parquet's columns. */
final class RowColumns {
  private final MessageType schema;

  /** Of each stored column: its place in the row, type and name. */
  private final int[] columns;

  private final FieldType[] types;

  /** Of decimals of more than 18 digits, which are written from here. */
  private final byte[][] wide;

  private final boolean[] isInt;

  /** How many units of a TIMESTAMP's column a millisecond is. */
  private final long millis;

  private final List<ColumnStyle.Constant> constants;

  /** The definition level of a value. */
  private final int[] levels;

  private final ColumnWriter[] writers;

  RowColumns(TrustedTable table, ColumnStyle style) {
    schema = ParquetSchema.of(table, style);
    constants = style.constants();
    millis = style.hasMicros() ? 1_000 : 1;
    List<TrustedTable.Column> stored = table.storedColumns();
    columns = stored.stream().mapToInt(table.columns()::indexOf).toArray();
    types = stored.stream().map(TrustedTable.Column::type).toArray(FieldType[]::new);
    wide = new byte[types.length][];
    isInt = new boolean[types.length];
    for (int field = 0; field < types.length; field++) {
      Optional<Digits> digits = stored.get(field).rule().digits();
      wide[field] =
          digits
              .filter(each -> !each.isLong())
              .map(each -> new byte[ParquetSchema.bytes(each)])
              .orElse(null);
      isInt[field] = digits.filter(ParquetSchema::isInt).isPresent();
    }
    levels =
        schema.getColumns().stream().mapToInt(ColumnDescriptor::getMaxDefinitionLevel).toArray();
    writers = new ColumnWriter[levels.length];
  }

  MessageType schema() {
    return schema;
  }

  /** Rows go into that from now on. */
  void into(ColumnWriteStore store) {
    for (int field = 0; field < writers.length; field++) {
      writers[field] = store.getColumnWriter(schema.getColumns().get(field));
    }
  }

  /** Writes a row's values; the row is to be ended by who calls. */
  void write(Row row) {
    for (int field = 0; field < types.length; field++) {
      if (row.isNull(columns[field])) {
        writers[field].writeNull(0, 0);
      } else {
        writeValue(row, columns[field], field);
      }
    }
    writeConstants();
  }

  private void writeConstants() {
    for (int i = 0; i < constants.size(); i++) {
      int field = types.length + i;
      writers[field].write(constants.get(i).value(), 0, levels[field]);
    }
  }

  private void writeValue(Row row, int column, int field) {
    ColumnWriter writer = writers[field];
    int level = levels[field];
    switch (types[field]) {
      case STRING, BINARY -> writer.write(text(row, column), 0, level);
      case INT, DATE -> writer.write(row.intValue(column), 0, level);
      case LONG, TIMESTAMP_MICROS -> writer.write(row.longValue(column), 0, level);
      case TIMESTAMP -> writer.write(Math.multiplyExact(row.longValue(column), millis), 0, level);
      case FLOAT -> writer.write(row.floatValue(column), 0, level);
      case DOUBLE -> writer.write(row.doubleValue(column), 0, level);
      case BOOLEAN -> writer.write(row.booleanValue(column), 0, level);
      case DECIMAL -> writeDecimal(row, column, field);
    }
  }

  private static Binary text(Row row, int column) {
    return Binary.fromReusedByteArray(row.bytes(), row.textOffset(column), row.textLength(column));
  }

  private void writeDecimal(Row row, int column, int field) {
    ColumnWriter writer = writers[field];
    if (wide[field] != null) {
      row.decimalBytes(column, wide[field]);
      writer.write(Binary.fromReusedByteArray(wide[field]), 0, levels[field]);
    } else if (isInt[field]) {
      writer.write(row.intValue(column), 0, levels[field]);
    } else {
      writer.write(row.longValue(column), 0, levels[field]);
    }
  }
}
