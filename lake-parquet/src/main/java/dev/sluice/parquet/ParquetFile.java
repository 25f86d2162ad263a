package dev.sluice.parquet;

import dev.sluice.core.trusted.rows.Row;
import dev.sluice.core.trusted.rows.TableWriter;
import java.io.IOException;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;

/** A Parquet file that is being written. */
public final class ParquetFile implements TableWriter.RowFile {
  private final ParquetWriter<Row> writer;

  ParquetFile(ParquetWriter<Row> writer) {
    this.writer = writer;
  }

  @Override
  public void write(Row row) throws IOException {
    writer.write(row);
  }

  /** About how many bytes it has so far, encoded, of which the last ones are not compressed. */
  public long size() {
    return writer.getDataSize();
  }

  /** What stands at its end; once it is closed. */
  public ParquetMetadata footer() {
    return writer.getFooter();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
