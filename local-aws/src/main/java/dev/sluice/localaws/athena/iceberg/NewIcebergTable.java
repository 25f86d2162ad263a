package dev.sluice.localaws.athena.iceberg;

import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.table.NewRows;
import dev.sluice.localaws.athena.table.Sql;
import dev.sluice.localaws.iceberg.GlueTables;
import dev.sluice.localaws.store.LakeFiles;
import dev.sluice.localaws.store.S3Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;

/**
 * Makes an Iceberg table of a query's rows: its data files, then its metadata, which the catalog
 * gets last. What fails before leaves no table, and no data file.
 */
public final class NewIcebergTable {
  private final Definition wanted;
  private final Statement duckDb;
  private final LakeFiles files;
  private final GlueTables catalog;

  public NewIcebergTable(Definition wanted, Statement duckDb, LakeFiles files, GlueTables catalog) {
    this.wanted = wanted;
    this.duckDb = duckDb;
    this.files = files;
    this.catalog = catalog;
  }

  /**
   * The table that is wanted.
   *
   * @param location of its data and metadata, a folder
   * @param copyOptions how DuckDB writes its files
   * @param partitioning as the statement says it
   * @param properties of Iceberg's metadata
   */
  public record Definition(
      String database,
      String name,
      S3Location location,
      String copyOptions,
      List<String> partitioning,
      Map<String, String> properties) {}

  /** Makes it; gives its data files. */
  public List<S3Location> make(NewRows rows)
      throws SQLException, IOException, QueryFailedException {
    TableIdentifier name = TableIdentifier.of(wanted.database(), wanted.name());
    Transaction transaction = begin(name, NewColumns.schema(rows.columns()));
    List<S3Location> made = new ArrayList<>();
    boolean complete = false;
    try {
      commit(transaction, rows, made);
      complete = true;
    } catch (AlreadyExistsException e) {
      throw new QueryFailedException("TABLE_ALREADY_EXISTS", "line 1:1: " + e.getMessage());
    } catch (CommitStateUnknownException e) { // the catalog may have it, so its files stay
      complete = true;
      throw new QueryFailedException("ICEBERG_COMMIT_ERROR", e.getMessage());
    } catch (RuntimeException e) {
      throw new QueryFailedException(
          "ICEBERG_COMMIT_ERROR", "Table %s can't be made: %s".formatted(name, reason(e)));
    } finally {
      if (!complete) {
        for (S3Location object : made) {
          files.delete(object);
        }
      }
    }
    return made;
  }

  private Transaction begin(TableIdentifier name, Schema schema) throws QueryFailedException {
    return catalog
        .buildTable(name, schema)
        .withLocation(wanted.location().toString().replaceFirst("/+$", ""))
        .withPartitionSpec(NewPartitions.spec(schema, wanted.partitioning()))
        .withProperties(wanted.properties())
        .createTransaction();
  }

  private void commit(Transaction transaction, NewRows rows, List<S3Location> made)
      throws SQLException, IOException, QueryFailedException {
    AppendFiles append = transaction.newFastAppend();
    for (DataFile file : write(transaction.table(), rows, made)) {
      append.appendFile(file);
    }
    append.commit();
    transaction.commitTransaction();
  }

  private static String reason(RuntimeException e) {
    return e.getCause() == null ? e.getMessage() : e.getMessage() + ": " + e.getCause();
  }

  private List<DataFile> write(Table table, NewRows rows, List<S3Location> made)
      throws SQLException, IOException, QueryFailedException {
    Path draft = rows.draft().resolve("rows.parquet");
    long count = copy(table.schema(), NewColumns.select(table.schema(), rows.sql()), draft);
    if (count == 0) {
      return List.of();
    }
    String name = rows.fileName() + ".parquet";
    DataFiles.Builder file = DataFiles.builder(table.spec());
    if (table.spec().isUnpartitioned()) {
      return List.of(store(table, file, draft, made(made, name)));
    }
    String all = "read_parquet(" + Sql.text(draft.toString()) + ", hive_partitioning=false)";
    List<DataFile> stored = new ArrayList<>();
    for (Map.Entry<PartitionData, String> partition :
        new NewPartitions(duckDb, table.schema(), table.spec(), all).queries().entrySet()) {
      Path part = rows.draft().resolve("part.parquet");
      copy(table.schema(), partition.getValue(), part);
      String folder = table.spec().partitionToPath(partition.getKey());
      stored.add(
          store(
              table,
              file.withPartition(partition.getKey()),
              part,
              made(made, folder + "/" + name)));
    }
    return stored;
  }

  private S3Location made(List<S3Location> made, String name) {
    made.add(wanted.location().resolve("data/" + name));
    return made.get(made.size() - 1);
  }

  private long copy(Schema schema, String query, Path file) throws SQLException {
    return duckDb.executeLargeUpdate(
        "COPY (%s) TO %s (FORMAT parquet, %s, FIELD_IDS %s)"
            .formatted(
                query,
                Sql.text(file.toString()),
                wanted.copyOptions(),
                NewColumns.fieldIds(schema)));
  }

  private DataFile store(Table table, DataFiles.Builder file, Path draft, S3Location object)
      throws SQLException, IOException, QueryFailedException {
    DataFile built =
        file.withPath(object.toString())
            .withFormat(FileFormat.PARQUET)
            .withFileSizeInBytes(Files.size(draft))
            .withMetrics(FileMetrics.of(duckDb, table.schema(), draft))
            .withSplitOffsets(FileMetrics.splits(duckDb, draft))
            .build();
    files.store(object, draft);
    return built;
  }
}
