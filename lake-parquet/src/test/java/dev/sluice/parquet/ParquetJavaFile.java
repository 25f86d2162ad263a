package dev.sluice.parquet;

import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.rows.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;

/** A file of one row group whose columns parquet-java itself encodes. */
final class ParquetJavaFile implements AutoCloseable {
  private final TrustedTable table;
  private final MessageType schema;
  private final ParquetFileWriter file;
  private final ColumnChunkPageWriteStore pages;
  private final ColumnWriteStore store;
  private long rows;

  ParquetJavaFile(TrustedTable table, Path path) throws IOException {
    this.table = table;
    ParquetProperties properties = ParquetTableWriter.properties(table);
    schema = ParquetSchema.of(table, ColumnStyle.PLAIN);
    file =
        new ParquetFileWriter(
            new LocalOutputFile(path),
            schema,
            ParquetFileWriter.Mode.OVERWRITE,
            1 << 26,
            0,
            null,
            properties);
    file.start();
    pages =
        new ColumnChunkPageWriteStore(
            new ZstdCodecFactory().getCompressor(CompressionCodecName.ZSTD),
            schema,
            properties.getAllocator(),
            properties.getColumnIndexTruncateLength(),
            properties.getPageWriteChecksumEnabled());
    store = properties.newColumnWriteStore(schema, pages, pages);
  }

  void write(Row row) {
    List<TrustedTable.Column> columns = table.columns();
    for (int i = 0; i < columns.size(); i++) {
      ColumnWriter writer = store.getColumnWriter(schema.getColumns().get(i));
      if (row.isNull(i)) {
        writer.writeNull(0, 0);
      } else {
        write(writer, columns.get(i), row, i);
      }
    }
    store.endRecord();
    rows++;
  }

  private static void write(ColumnWriter writer, TrustedTable.Column column, Row row, int i) {
    switch (column.type()) {
      case STRING, BINARY -> writer.write(text(row, i), 0, 1);
      case INT, DATE -> writer.write(row.intValue(i), 0, 1);
      case LONG, TIMESTAMP, TIMESTAMP_MICROS -> writer.write(row.longValue(i), 0, 1);
      case FLOAT -> writer.write(row.floatValue(i), 0, 1);
      case DOUBLE -> writer.write(row.doubleValue(i), 0, 1);
      case BOOLEAN -> writer.write(row.booleanValue(i), 0, 1);
      case DECIMAL -> {
        byte[] bytes = new byte[ParquetSchema.bytes(column.rule().digits().orElseThrow())];
        row.decimalBytes(i, bytes);
        writer.write(Binary.fromConstantByteArray(bytes), 0, 1);
      }
    }
  }

  private static Binary text(Row row, int i) {
    return Binary.fromReusedByteArray(row.bytes(), row.textOffset(i), row.textLength(i));
  }

  @Override
  public void close() throws IOException {
    file.startBlock(rows);
    store.flush();
    pages.flushToFileWriter(file);
    file.endBlock();
    file.end(Map.of());
    file.close();
  }
}
