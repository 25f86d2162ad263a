package dev.sluice.parquet;

import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.rows.Row;
import dev.sluice.core.trusted.rows.TableWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;

/**
 * Writes Parquet with zstd, without Hadoop at run time. Rows go from their buffer straight to
 * Parquet's columns.
 */
public final class ParquetTableWriter implements TableWriter {
  private static final long ROW_GROUP_BYTES = 64L << 20;

  private final ColumnStyle style;

  /** Of tables that are their files. */
  public ParquetTableWriter() {
    this(ColumnStyle.PLAIN);
  }

  public ParquetTableWriter(ColumnStyle style) {
    this.style = style;
  }

  @Override
  public ParquetFile create(TrustedTable table, Path file) throws IOException {
    return create(table, file, ROW_GROUP_BYTES);
  }

  /**
   * Opens a file.
   *
   * @param rowGroupBytes about how many bytes are in memory before they are written
   */
  public ParquetFile create(TrustedTable table, Path file, long rowGroupBytes) throws IOException {
    List<String> keys = table.rows().dedupe().by();
    ParquetWriter<Row> writer =
        new Builder(new LocalOutputFile(file), new RowWriteSupport(table, style))
            .withConf(new PlainParquetConfiguration())
            .withCodecFactory(new ZstdCodecFactory())
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withRowGroupSize(rowGroupBytes)
            // An id of one column is never repeated: a dictionary would be built to be thrown away.
            .withDictionaryEncoding(keys.get(0), keys.size() > 1)
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .build();
    return new ParquetFile(writer);
  }

  private static final class Builder extends ParquetWriter.Builder<Row, Builder> {
    private final RowWriteSupport support;

    Builder(OutputFile file, RowWriteSupport support) {
      super(file);
      this.support = support;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Row> getWriteSupport(ParquetConfiguration configuration) {
      return support;
    }

    @Override
    @Deprecated
    protected WriteSupport<Row> getWriteSupport(
        org.apache.hadoop.conf.Configuration configuration) {
      return support;
    }
  }
}
