package dev.sluice.iceberg;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TableSpec;
import dev.sluice.core.run.port.InMemoryMetadataCatalog;
import dev.sluice.core.run.port.MetadataCatalog;
import dev.sluice.core.run.port.TableCatalog;
import dev.sluice.core.run.port.TableCatalog.MadeTable;
import dev.sluice.core.run.port.TableCatalog.Making;
import dev.sluice.core.run.port.TableCatalog.TablePointer;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.Transactions;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** A refined table {@code wide}, and an engine that makes tables under helpers' names. */
abstract class MadeTables {
  static final String FOLDER = "refined/farm/wide/";
  static final Schema TWO =
      new Schema(
          NestedField.optional(1, "id", Types.LongType.get()),
          NestedField.optional(2, "name", Types.StringType.get()));

  final InMemoryObjectStore store = new InMemoryObjectStore(Instant::now);
  final InMemoryMetadataCatalog metadata = new InMemoryMetadataCatalog();
  final Set<String> views = new TreeSet<>();
  final TableCatalog entries = new CatalogEntries(metadata, views);

  IcebergLake lake() {
    return lake(store, metadata);
  }

  static IcebergLake lake(ObjectStore store, MetadataCatalog catalog) {
    return new IcebergLake(
        catalog, store, "lake", "state/farm/iceberg/", new ObjectCache(16 << 20), pause -> {});
  }

  RefinedTables tables() {
    return new RefinedTables(entries, this::lake, Clock.systemUTC());
  }

  /** What an attempt is to put into the table. */
  static MadeTable made(int attempt, boolean overwritesForeign, TableFormat format) {
    String name = "%06d-1-20260601T000000Z".formatted(attempt);
    return new MadeTable(
        "wide",
        "all in a row",
        "wide__" + name.replace('-', '_').toLowerCase(java.util.Locale.ROOT),
        FOLDER + name + "/",
        new Making(attempt + "-run", overwritesForeign, format));
  }

  static MadeTable made(int attempt) {
    return made(attempt, false, new TableFormat.Iceberg(TableSpec.NONE, Map.of(), 7, 20));
  }

  /** The engine makes a helper's table of rows. */
  MadeTable make(MadeTable made, Schema schema, Object[]... rows) throws IOException {
    TableMetadata start =
        TableMetadata.newTableMetadata(
            schema,
            PartitionSpec.unpartitioned(),
            lake().location(made.location().substring(0, made.location().length() - 1)),
            Map.of());
    Transaction transaction =
        Transactions.createTableTransaction(made.helper(), lake().look(made.helper()), start);
    if (rows.length > 0) {
      transaction.newAppend().appendFile(file(start.schema(), made.location(), rows)).commit();
    }
    transaction.commitTransaction();
    return made;
  }

  DataFile file(Schema schema, String folder, Object[]... rows) throws IOException {
    String key = folder + "data/" + java.util.UUID.randomUUID() + ".parquet";
    DataWriter<Record> writer =
        Parquet.writeData(lake().io().newOutputFile(lake().location(key)))
            .schema(schema)
            .withSpec(PartitionSpec.unpartitioned())
            .createWriterFunc(GenericParquetWriter::create)
            .overwrite()
            .build();
    try (writer) {
      for (Object[] row : rows) {
        GenericRecord record = GenericRecord.create(schema);
        for (int i = 0; i < row.length; i++) {
          record.set(i, row[i]);
        }
        writer.write(record);
      }
    }
    return writer.toDataFile();
  }

  static Object[] row(Object... values) {
    return values;
  }

  /** An attempt with two columns, as a run puts it into the table. */
  boolean attempt(int number, Object[]... rows) throws IOException {
    return point(make(made(number), TWO, rows));
  }

  boolean point(MadeTable made) throws IOException {
    Optional<TablePointer> seen = tables().pointer("wide");
    boolean isDone = tables().point(made, seen);
    if (isDone) {
      entries.drop(made.helper());
      tables().clean(made);
    }
    return isDone;
  }

  Table open() throws IOException {
    return new BaseTable(lake().look("wide"), "wide");
  }

  /** As Iceberg's own reader sees them. */
  List<List<Object>> rows() throws IOException {
    return read(IcebergGenerics.read(open()).build());
  }

  List<List<Object>> rows(long snapshot) throws IOException {
    return read(IcebergGenerics.read(open()).useSnapshot(snapshot).build());
  }

  private static List<List<Object>> read(CloseableIterable<Record> records) throws IOException {
    try (records) {
      return StreamSupport.stream(records.spliterator(), false)
          .map(
              record ->
                  java.util.stream.IntStream.range(0, record.size())
                      .mapToObj(record::get)
                      .collect(Collectors.<Object>toList()))
          .toList();
    }
  }

  /** Somebody else adds a row. */
  void append(Object... row) throws IOException {
    Table table = open();
    table.newAppend().appendFile(file(table.schema(), FOLDER, row)).commit();
  }
}
