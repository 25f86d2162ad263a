package dev.sluice.parquet;

import dev.sluice.core.pipeline.Digits;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.rows.Row;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.schema.MessageType;

/** Hands the values of rows to the column chunks of a row group. */
final class RowColumns implements AutoCloseable {
  private final MessageType schema;

  /** Of each stored column: its place in the row, type and name. */
  private final int[] columns;

  private final FieldType[] types;

  /** Of decimals of more than 18 digits, which are written from here. */
  private final byte[][] wide;

  /** How many units of a TIMESTAMP's column a millisecond is. */
  private final long millis;

  private final List<ColumnStyle.Constant> constants;

  /** Of each field, the chunk of its kind. */
  private final NumberChunk[] numbers;

  private final TextChunk[] texts;
  private final BooleanChunk[] booleans;
  private final ColumnChunk[] chunks;

  RowColumns(TrustedTable table, ColumnStyle style) {
    schema = ParquetSchema.of(table, style);
    constants = style.constants();
    millis = style.hasMicros() ? 1_000 : 1;
    List<TrustedTable.Column> stored = table.storedColumns();
    columns = stored.stream().mapToInt(table.columns()::indexOf).toArray();
    types = stored.stream().map(TrustedTable.Column::type).toArray(FieldType[]::new);
    wide = new byte[types.length][];
    for (int field = 0; field < types.length; field++) {
      Optional<Digits> digits = stored.get(field).rule().digits();
      wide[field] =
          digits
              .filter(each -> !each.isLong())
              .map(each -> new byte[ParquetSchema.bytes(each)])
              .orElse(null);
    }
    int count = schema.getFieldCount();
    numbers = new NumberChunk[count];
    texts = new TextChunk[count];
    booleans = new BooleanChunk[count];
    chunks = new ColumnChunk[count];
  }

  MessageType schema() {
    return schema;
  }

  /** Begins a row group: rows go into its pages from now on. */
  void begin(PageWriteStore pages, ParquetProperties properties) {
    for (int field = 0; field < chunks.length; field++) {
      ColumnDescriptor column = schema.getColumns().get(field);
      PageWriter writer = pages.getPageWriter(column);
      boolean hasDictionary = properties.isDictionaryEnabled(column);
      switch (column.getPrimitiveType().getPrimitiveTypeName()) {
        case BINARY -> chunks[field] = texts[field] = new TextChunk(column, writer, hasDictionary);
        case FIXED_LEN_BYTE_ARRAY -> // old readers know no dictionary of it
            chunks[field] = texts[field] = new TextChunk(column, writer, false);
        case BOOLEAN -> chunks[field] = booleans[field] = new BooleanChunk(column, writer);
        default -> chunks[field] = numbers[field] = new NumberChunk(column, writer, hasDictionary);
      }
    }
  }

  /** Ends the row group: all its pages are written. */
  void end() throws IOException {
    for (ColumnChunk chunk : chunks) {
      chunk.end();
    }
  }

  /** About how many bytes the row group has so far, encoded. */
  long size() {
    long size = 0;
    for (ColumnChunk chunk : chunks) {
      size += chunk.size();
    }
    return size;
  }

  @Override
  public void close() {
    for (ColumnChunk chunk : chunks) {
      chunk.close();
    }
  }

  /** Writes a row's values. */
  void write(Row row) throws IOException {
    for (int field = 0; field < types.length; field++) {
      if (row.isNull(columns[field])) {
        chunks[field].addNull();
      } else {
        writeValue(row, columns[field], field);
      }
    }
    for (int i = 0; i < constants.size(); i++) {
      numbers[types.length + i].add(constants.get(i).value());
    }
  }

  private void writeValue(Row row, int column, int field) throws IOException {
    switch (types[field]) {
      case STRING, BINARY ->
          texts[field].add(row.bytes(), row.textOffset(column), row.textLength(column));
      case TIMESTAMP -> numbers[field].add(Math.multiplyExact(row.longValue(column), millis));
      case BOOLEAN -> booleans[field].add(row.booleanValue(column));
      case DECIMAL -> writeDecimal(row, column, field);
      default -> numbers[field].add(row.longValue(column));
    }
  }

  private void writeDecimal(Row row, int column, int field) throws IOException {
    if (wide[field] == null) {
      numbers[field].add(row.longValue(column));
    } else {
      row.decimalBytes(column, wide[field]);
      texts[field].add(wide[field], 0, wide[field].length);
    }
  }
}
