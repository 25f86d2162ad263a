package dev.sluice.parquet;

import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.rows.TableWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.io.LocalOutputFile;

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
    RowColumns columns = new RowColumns(table, style);
    return new ParquetFile(new LocalOutputFile(file), columns, properties(table), rowGroupBytes);
  }

  /**
   * An id of one column is never repeated: a dictionary would be built to be thrown away. Numbers
   * that rows are sorted by are so near to each other that zstd makes less of them than of a
   * dictionary and its indexes.
   */
  static ParquetProperties properties(TrustedTable table) {
    ParquetProperties.Builder properties = ParquetProperties.builder();
    List<String> keys = table.rows().dedupe().by();
    properties.withDictionaryEncoding(keys.get(0), keys.size() > 1);
    table.rows().sortBy().stream()
        .findFirst()
        .filter(sorted -> isNumber(table, sorted))
        .ifPresent(sorted -> properties.withDictionaryEncoding(sorted, false));
    return properties.build();
  }

  private static boolean isNumber(TrustedTable table, String name) {
    return table.columns().stream()
        .filter(column -> column.name().equals(name))
        .map(TrustedTable.Column::type)
        .anyMatch(type -> type.isTime() || type == FieldType.LONG || type == FieldType.INT);
  }
}
