package dev.sluice.etl;

import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.Row;
import java.util.Map;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** Hands the values of a row to Parquet's columns. */
final class RowWriteSupport extends WriteSupport<Row> {
  private final TrustedTable table;
  private final FieldType[] types;
  private final String[] names;
  private RecordConsumer consumer;

  RowWriteSupport(TrustedTable table) {
    this.table = table;
    types = table.columns().stream().map(TrustedTable.Column::type).toArray(FieldType[]::new);
    names = table.columns().stream().map(TrustedTable.Column::name).toArray(String[]::new);
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
    return new WriteContext(ParquetSchema.of(table), Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    consumer = recordConsumer;
  }

  @Override
  public void write(Row row) {
    consumer.startMessage();
    for (int column = 0; column < types.length; column++) {
      if (!row.isNull(column)) {
        consumer.startField(names[column], column);
        writeValue(row, column);
        consumer.endField(names[column], column);
      }
    }
    consumer.endMessage();
  }

  private void writeValue(Row row, int column) {
    switch (types[column]) {
      case STRING ->
          consumer.addBinary(
              Binary.fromReusedByteArray(
                  row.bytes(), row.textOffset(column), row.textLength(column)));
      case INT, DATE -> consumer.addInteger(row.intValue(column));
      case LONG, TIMESTAMP -> consumer.addLong(row.longValue(column));
      case FLOAT -> consumer.addFloat(row.floatValue(column));
      case DOUBLE -> consumer.addDouble(row.doubleValue(column));
      case BOOLEAN -> consumer.addBoolean(row.booleanValue(column));
      default -> throw new IllegalStateException("No Parquet type for " + types[column]);
    }
  }
}
