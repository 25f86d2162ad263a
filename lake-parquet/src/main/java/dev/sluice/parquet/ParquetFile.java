package dev.sluice.parquet;

import dev.sluice.core.trusted.rows.Row;
import dev.sluice.core.trusted.rows.TableWriter;
import java.io.IOException;
import java.util.Map;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.OutputFile;

/** A Parquet file that is being written: row group after row group, straight into its columns. */
public final class ParquetFile implements TableWriter.RowFile {
  private static final int LEAST_BETWEEN_LOOKS = 100;
  private static final int MOST_BETWEEN_LOOKS = 10_000;

  /** Of a row group's bytes, how large a part may come between looks: a few rows may be it all. */
  private static final int LARGEST_PART = 4;

  private final RowColumns columns;
  private final ParquetProperties properties;
  private final long rowGroupBytes;
  private final ZstdCodecFactory codecs = new ZstdCodecFactory();
  private final ParquetFileWriter file;
  private ColumnChunkPageWriteStore pages;
  private long rows;
  private long nextLook = LEAST_BETWEEN_LOOKS;
  private long bytesSinceLook;

  ParquetFile(
      OutputFile output, RowColumns columns, ParquetProperties properties, long rowGroupBytes)
      throws IOException {
    this.columns = columns;
    this.properties = properties;
    this.rowGroupBytes = rowGroupBytes;
    file =
        new ParquetFileWriter(
            output,
            columns.schema(),
            ParquetFileWriter.Mode.OVERWRITE,
            rowGroupBytes,
            0,
            null,
            properties);
    file.start();
    begin();
  }

  private void begin() {
    pages =
        new ColumnChunkPageWriteStore(
            codecs.getCompressor(CompressionCodecName.ZSTD),
            columns.schema(),
            properties.getAllocator(),
            properties.getColumnIndexTruncateLength(),
            properties.getPageWriteChecksumEnabled());
    columns.begin(pages, properties);
    rows = 0;
    nextLook = LEAST_BETWEEN_LOOKS;
  }

  @Override
  public void write(Row row) throws IOException {
    columns.write(row);
    bytesSinceLook += row.length();
    if (++rows >= nextLook || bytesSinceLook > rowGroupBytes / LARGEST_PART) {
      look();
    }
  }

  /** Looks less often as long as the row group is far from full. */
  private void look() throws IOException {
    bytesSinceLook = 0;
    long bytes = columns.size();
    long ofRow = Math.max(1, bytes / rows);
    if (bytes > rowGroupBytes - 2 * ofRow) {
      endGroup();
      begin();
    } else {
      long halfWay = (rows + rowGroupBytes / ofRow) / 2;
      nextLook = Math.min(Math.max(rows + LEAST_BETWEEN_LOOKS, halfWay), rows + MOST_BETWEEN_LOOKS);
    }
  }

  private void endGroup() throws IOException {
    try {
      if (rows > 0) {
        file.startBlock(rows);
        columns.end();
        pages.flushToFileWriter(file);
        file.endBlock();
      }
    } finally {
      columns.close();
      pages.close();
    }
  }

  /** About how many bytes it has so far, encoded, of which the last ones are not compressed. */
  public long size() throws IOException {
    return file.getPos() + columns.size();
  }

  /** What stands at its end; once it is closed. */
  public ParquetMetadata footer() {
    return file.getFooter();
  }

  @Override
  public void close() throws IOException {
    try (ParquetFileWriter closing = file) {
      endGroup();
      closing.end(Map.of());
    } finally {
      codecs.release();
    }
  }
}
