package dev.sluice.parquet;

import dev.sluice.core.pipeline.Digits;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.rows.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** Hands the values of a row to Parquet's columns. */
final class RowWriteSupport extends WriteSupport<Row> {
  private final MessageType schema;

  /** Of each stored column: its place in the row, type and name. */
  private final int[] columns;

  private final FieldType[] types;
  private final String[] names;

  /** Of decimals of more than 18 digits, which are written from here. */
  private final byte[][] wide;

  private final boolean[] isInt;

  /** How many units of a TIMESTAMP's column a millisecond is. */
  private final long millis;

  private final List<ColumnStyle.Constant> constants;
  private RecordConsumer consumer;

  RowWriteSupport(TrustedTable table, ColumnStyle style) {
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
    names = stored.stream().map(TrustedTable.Column::name).toArray(String[]::new);
  }

  @Override
  @Deprecated
  public WriteContext init(org.apache.hadoop.conf.Configuration configuration) {
    return context();
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return context();
  }

  private WriteContext context() {
    return new WriteContext(schema, Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    consumer = recordConsumer;
  }

  @Override
  public void write(Row row) {
    consumer.startMessage();
    for (int field = 0; field < types.length; field++) {
      if (!row.isNull(columns[field])) {
        consumer.startField(names[field], field);
        writeValue(row, columns[field], field);
        consumer.endField(names[field], field);
      }
    }
    writeConstants();
    consumer.endMessage();
  }

  private void writeConstants() {
    for (int i = 0; i < constants.size(); i++) {
      ColumnStyle.Constant constant = constants.get(i);
      consumer.startField(constant.name(), types.length + i);
      consumer.addInteger(constant.value());
      consumer.endField(constant.name(), types.length + i);
    }
  }

  private void writeValue(Row row, int column, int field) {
    switch (types[field]) {
      case STRING, BINARY ->
          consumer.addBinary(
              Binary.fromReusedByteArray(
                  row.bytes(), row.textOffset(column), row.textLength(column)));
      case INT, DATE -> consumer.addInteger(row.intValue(column));
      case LONG, TIMESTAMP_MICROS -> consumer.addLong(row.longValue(column));
      case TIMESTAMP -> consumer.addLong(Math.multiplyExact(row.longValue(column), millis));
      case FLOAT -> consumer.addFloat(row.floatValue(column));
      case DOUBLE -> consumer.addDouble(row.doubleValue(column));
      case BOOLEAN -> consumer.addBoolean(row.booleanValue(column));
      case DECIMAL -> writeDecimal(row, column, field);
    }
  }

  private void writeDecimal(Row row, int column, int field) {
    if (wide[field] != null) {
      row.decimalBytes(column, wide[field]);
      consumer.addBinary(Binary.fromReusedByteArray(wide[field]));
    } else if (isInt[field]) {
      consumer.addInteger(row.intValue(column));
    } else {
      consumer.addLong(row.longValue(column));
    }
  }
}
