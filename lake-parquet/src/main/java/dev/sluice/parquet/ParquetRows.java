package dev.sluice.parquet;

import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.trusted.rows.Row;
import dev.sluice.core.trusted.rows.RowBuilder;
import dev.sluice.core.trusted.rows.RowLayout;
import dev.sluice.core.trusted.rows.TableWriter.RowFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Reads the rows of a table's file again, whichever version of {@link ParquetTableWriter} wrote it:
 * columns are known by their names. A column that the file lacks is null; one that the table lacks
 * is left out.
 */
public final class ParquetRows {
  private final TrustedTable table;
  private final Map<String, String> renamed;

  /**
   * Reads files of a table.
   *
   * @param renamed former names of its columns, by their names
   */
  public ParquetRows(TrustedTable table, Map<String, String> renamed) {
    this.table = table;
    this.renamed = Map.copyOf(renamed);
  }

  /**
   * Writes all rows of a file to another one, in their order.
   *
   * @throws IOException if the file can't be read, or a column's values are not of its type
   */
  public void copy(Path file, RowFile into) throws IOException {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new ZstdCodecFactory())
            .build();
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
      MessageType schema = reader.getFileMetaData().getSchema();
      RowBuilder builder = new RowBuilder(new RowLayout(table));
      Rows rows = new Rows(builder, columns(schema, builder));
      reader.setRequestedSchema(rows.schema(schema));
      MessageColumnIO columns = new ColumnIOFactory().getColumnIO(rows.schema(schema), schema);
      PageReadStore group = reader.readNextRowGroup();
      while (group != null) {
        RecordReader<Row> records = columns.getRecordReader(group, rows);
        for (long i = 0; i < group.getRowCount(); i++) {
          into.write(records.read());
        }
        group = reader.readNextRowGroup();
      }
    }
  }

  /** A column of the file, and where it belongs. */
  private record FileColumn(Type type, Converter converter) {}

  private final class Rows extends RecordMaterializer<Row> {
    private final RowBuilder builder;
    private final List<FileColumn> columns;
    private final Row row = new Row(new RowLayout(table));

    Rows(RowBuilder builder, List<FileColumn> columns) {
      this.builder = builder;
      this.columns = columns;
    }

    MessageType schema(MessageType file) {
      return new MessageType(file.getName(), columns.stream().map(FileColumn::type).toList());
    }

    @Override
    public Row getCurrentRecord() {
      builder.finish();
      return row.at(builder.bytes(), 0);
    }

    @Override
    public GroupConverter getRootConverter() {
      return new GroupConverter() {
        @Override
        public Converter getConverter(int field) {
          return columns.get(field).converter;
        }

        @Override
        public void start() {
          builder.begin(0);
        }

        @Override
        public void end() {
          // The row is finished when it is asked for.
        }
      };
    }
  }

  private List<FileColumn> columns(MessageType file, RowBuilder builder) throws IOException {
    List<FileColumn> found = new ArrayList<>();
    for (Column column : table.storedColumns()) {
      Optional<Type> type = type(file, column);
      if (type.isPresent()) {
        int at = table.columns().indexOf(column);
        found.add(
            new FileColumn(
                type.get(), ColumnValues.of(column, type.get(), new RowCell(builder, at))));
      }
    }
    return found;
  }

  private Optional<Type> type(MessageType file, Column column) {
    String was = renamed.getOrDefault(column.name(), "");
    return file.containsField(column.name())
        ? Optional.of(file.getType(column.name()))
        : Optional.of(was).filter(file::containsField).map(file::getType);
  }

  /** A column of the row that is being read. */
  record RowCell(RowBuilder row, int column) {}
}
