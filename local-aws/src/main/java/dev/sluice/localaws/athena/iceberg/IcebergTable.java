package dev.sluice.localaws.athena.iceberg;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.table.LakeTable;
import dev.sluice.localaws.iceberg.HiveTypes;
import dev.sluice.localaws.iceberg.LakeFileIO;
import dev.sluice.localaws.store.LakeFiles;
import dev.sluice.localaws.store.LakeFiles.LakeFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * An Iceberg table that the Data Catalog points to, whoever wrote it. Of the format's version 2.
 */
public final class IcebergTable {
  private static final String TYPE = "table_type";
  private static final String POINTER = "metadata_location";

  private final String name;
  private final Table table;
  private final LakeFileIO io;

  private IcebergTable(String name, Table table, LakeFileIO io) {
    this.name = name;
    this.table = table;
    this.io = io;
  }

  /**
   * How a table is read.
   *
   * @param sql a SELECT with the table's columns
   * @param paths of the files that it reads
   * @param bytes of these files
   */
  public record Reading(String sql, Set<String> paths, long bytes) {}

  public static boolean is(JsonNode definition) {
    return "ICEBERG".equalsIgnoreCase(definition.path("Parameters").path(TYPE).asText());
  }

  /** Reads the metadata that the catalog's definition points to. */
  public static IcebergTable open(JsonNode definition, LakeFiles lake) throws QueryFailedException {
    String database = definition.path("DatabaseName").asText();
    String name = database + "." + definition.path("Name").asText();
    String pointer = definition.path("Parameters").path(POINTER).asText();
    if (pointer.isEmpty()) {
      throw IcebergErrors.metadata(
          "Table %s is declared as Iceberg's, but has no parameter %s: a writer of Iceberg sets it"
              .formatted(name, POINTER));
    }
    LakeFileIO io = new LakeFileIO(lake);
    return attempt(
        name,
        () -> {
          StaticTableOperations operations = new StaticTableOperations(pointer, io);
          int version = operations.current().formatVersion();
          if (version > 2) {
            throw IcebergErrors.notSupported(
                "Table %s is of Iceberg's format version %d; Athena reads the versions 1 and 2"
                    .formatted(name, version));
          }
          return new IcebergTable(name, new BaseTable(operations, name, report -> {}), io);
        });
  }

  /** The columns as they are now, with types in Hive's words. */
  public List<LakeTable.Column> columns() throws QueryFailedException {
    List<LakeTable.Column> columns = new ArrayList<>();
    for (NestedField field : table.schema().columns()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      columns.add(new LakeTable.Column(name, HiveTypes.of(field.type())));
    }
    return columns;
  }

  /** What a version's rows are read by; files whose rows the condition excludes are left out. */
  public Reading read(Version version, List<Condition> conditions, Connection duckDb)
      throws QueryFailedException, SQLException {
    Long snapshot = snapshot(version);
    Schema schema = schema(version, snapshot);
    ScanFilter filter = new ScanFilter(schema, duckDb);
    List<PlannedFile> files =
        snapshot == null
            ? List.of()
            : attempt(name, () -> plan(snapshot, schema, filter.of(conditions)));
    Set<String> paths = new LinkedHashSet<>();
    long bytes = 0;
    for (PlannedFile file : files) {
      for (LakeFile object : file.objects()) {
        bytes += paths.add(object.path().toString()) ? object.size() : 0;
      }
    }
    return new Reading(new RowsSql(table, schema, files).sql(duckDb), paths, bytes);
  }

  /** What a table about the table is read by. */
  public Reading read(MetadataTable metadata) throws QueryFailedException {
    return new Reading(attempt(name, () -> new MetadataRows(table, metadata).sql()), Set.of(), 0);
  }

  private List<PlannedFile> plan(long snapshot, Schema schema, Expression filter)
      throws QueryFailedException {
    TableScan scan =
        table.newScan().useSnapshot(snapshot).project(schema).caseSensitive(false).filter(filter);
    try {
      return PlannedFile.of(scan, io);
    } catch (NullPointerException e) { // from Iceberg's planner, for want of such a column
      if (deletesByLostColumn(table.snapshot(snapshot))) {
        throw IcebergErrors.notSupported(
            ("Rows of table %s were deleted by a column that was dropped since, which Iceberg's"
                    + " library can't apply; rewrite the table's files with what deleted them")
                .formatted(name));
      }
      throw e;
    }
  }

  private boolean deletesByLostColumn(Snapshot snapshot) {
    boolean lost = false;
    for (ManifestFile manifest : snapshot.deleteManifests(io)) {
      for (DeleteFile file : ManifestFiles.readDeleteManifest(manifest, io, table.specs())) {
        List<Integer> ids = file.equalityFieldIds() == null ? List.of() : file.equalityFieldIds();
        lost |= ids.stream().anyMatch(id -> table.schema().findField(id) == null);
      }
    }
    return lost;
  }

  /** Null: the table has none yet. */
  private Long snapshot(Version version) throws QueryFailedException {
    if (version instanceof Version.At at) {
      Long found = SnapshotUtil.nullableSnapshotIdAsOfTime(table, at.time().toEpochMilli());
      if (found == null || table.snapshot(found) == null) {
        throw IcebergErrors.arguments(noHistory(at.time()));
      }
      return found;
    }
    if (version instanceof Version.Snapshot wanted) {
      if (table.snapshot(wanted.id()) == null) {
        throw IcebergErrors.arguments(
            "Iceberg snapshot ID does not exists: %d (table %s; \"%s$snapshots\" lists those kept)"
                .formatted(wanted.id(), name, name.substring(name.indexOf('.') + 1)));
      }
      return wanted.id();
    }
    if (version instanceof Version.Reference reference) {
      SnapshotRef found = table.refs().get(reference.name());
      if (found == null) {
        throw IcebergErrors.arguments(
            "Cannot find snapshot with reference name: %s (table %s has %s)"
                .formatted(reference.name(), name, table.refs().keySet()));
      }
      return found.snapshotId();
    }
    return table.currentSnapshot() == null ? null : table.currentSnapshot().snapshotId();
  }

  private String noHistory(Instant time) {
    String first =
        table.history().isEmpty()
            ? "it has no snapshot"
            : "its history begins at "
                + Instant.ofEpochMilli(table.history().get(0).timestampMillis());
    return "No version history table %s at or before %s: %s".formatted(name, time, first);
  }

  private Schema schema(Version version, Long snapshot) {
    boolean latest =
        snapshot == null
            || version instanceof Version.Current
            || (version instanceof Version.Reference reference
                && table.refs().get(reference.name()).isBranch());
    return latest ? table.schema() : SnapshotUtil.schemaFor(table, snapshot);
  }

  /** Work on metadata. */
  private interface Work<T> {
    T done() throws QueryFailedException;
  }

  private static <T> T attempt(String table, Work<T> work) throws QueryFailedException {
    try {
      return work.done();
    } catch (NotFoundException e) {
      throw IcebergErrors.missing(
          "Metadata of table %s is gone: %s; the table can't be read until it is put back"
              .formatted(table, e.getMessage()));
    } catch (RuntimeException e) { // whatever a broken file makes Iceberg's readers throw
      throw IcebergErrors.metadata("Metadata of table %s can't be read: %s".formatted(table, e));
    }
  }
}
