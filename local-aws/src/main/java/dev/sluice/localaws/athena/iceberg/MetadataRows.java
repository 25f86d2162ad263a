package dev.sluice.localaws.athena.iceberg;

import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.table.Sql;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.HistoryEntry;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFile.PartitionFieldSummary;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.util.SnapshotUtil;

/** The SELECT that gives the rows of a table about a table, with Trino's columns. */
final class MetadataRows {
  private final Table table;
  private final MetadataTable kind;

  MetadataRows(Table table, MetadataTable kind) {
    this.table = table;
    this.kind = kind;
  }

  String sql() throws QueryFailedException {
    return switch (kind) {
      case SNAPSHOTS -> snapshots();
      case HISTORY -> history();
      case REFS -> references();
      case MANIFESTS -> manifests();
      case FILES -> new FileRows(table).sql();
      case PARTITIONS -> new PartitionRows(table, FileRows.files(table)).sql();
    };
  }

  private String snapshots() {
    ValueRows rows =
        new ValueRows()
            .column("committed_at", "TIMESTAMPTZ")
            .column("snapshot_id", "BIGINT")
            .column("parent_id", "BIGINT")
            .column("operation", "VARCHAR")
            .column("manifest_list", "VARCHAR")
            .column("summary", "MAP(VARCHAR, VARCHAR)");
    for (Snapshot snapshot : table.snapshots()) {
      rows.row(
          time(snapshot.timestampMillis()),
          number(snapshot.snapshotId()),
          number(snapshot.parentId()),
          text(snapshot.operation()),
          text(snapshot.manifestListLocation()),
          ValueRows.map(snapshot.summary(), Sql::text, Sql::text));
    }
    return rows.sql();
  }

  private String history() {
    ValueRows rows =
        new ValueRows()
            .column("made_current_at", "TIMESTAMPTZ")
            .column("snapshot_id", "BIGINT")
            .column("parent_id", "BIGINT")
            .column("is_current_ancestor", "BOOLEAN");
    Set<Long> ancestors = new HashSet<>(SnapshotUtil.currentAncestorIds(table));
    for (HistoryEntry entry : table.history()) {
      Snapshot snapshot = table.snapshot(entry.snapshotId());
      rows.row(
          time(entry.timestampMillis()),
          number(entry.snapshotId()),
          number(snapshot == null ? null : snapshot.parentId()),
          Boolean.toString(ancestors.contains(entry.snapshotId())));
    }
    return rows.sql();
  }

  private String references() {
    ValueRows rows =
        new ValueRows()
            .column("name", "VARCHAR")
            .column("type", "VARCHAR")
            .column("snapshot_id", "BIGINT")
            .column("max_reference_age_in_ms", "BIGINT")
            .column("min_snapshots_to_keep", "INTEGER")
            .column("max_snapshot_age_in_ms", "BIGINT");
    for (Map.Entry<String, SnapshotRef> one : table.refs().entrySet()) {
      SnapshotRef reference = one.getValue();
      rows.row(
          text(one.getKey()),
          text(reference.isBranch() ? "BRANCH" : "TAG"),
          number(reference.snapshotId()),
          number(reference.maxRefAgeMs()),
          number(reference.minSnapshotsToKeep()),
          number(reference.maxSnapshotAgeMs()));
    }
    return rows.sql();
  }

  private String manifests() {
    ValueRows rows =
        new ValueRows()
            .column("path", "VARCHAR")
            .column("length", "BIGINT")
            .column("partition_spec_id", "INTEGER")
            .column("added_snapshot_id", "BIGINT")
            .column("added_data_files_count", "INTEGER")
            .column("added_rows_count", "BIGINT")
            .column("existing_data_files_count", "INTEGER")
            .column("existing_rows_count", "BIGINT")
            .column("deleted_data_files_count", "INTEGER")
            .column("deleted_rows_count", "BIGINT")
            .column(
                "partition_summaries",
                "STRUCT(contains_null BOOLEAN, contains_nan BOOLEAN, lower_bound VARCHAR,"
                    + " upper_bound VARCHAR)[]");
    manifests(table).forEach(manifest -> addTo(rows, manifest));
    return rows.sql();
  }

  private void addTo(ValueRows rows, ManifestFile manifest) {
    rows.row(
        text(manifest.path()),
        number(manifest.length()),
        number(manifest.partitionSpecId()),
        number(manifest.snapshotId()),
        number(manifest.addedFilesCount()),
        number(manifest.addedRowsCount()),
        number(manifest.existingFilesCount()),
        number(manifest.existingRowsCount()),
        number(manifest.deletedFilesCount()),
        number(manifest.deletedRowsCount()),
        summaries(manifest));
  }

  private String summaries(ManifestFile manifest) {
    PartitionSpec spec = table.specs().get(manifest.partitionSpecId());
    List<String> parts = new ArrayList<>();
    List<PartitionFieldSummary> found =
        manifest.partitions() == null ? List.of() : manifest.partitions();
    for (int i = 0; i < found.size(); i++) {
      PartitionFieldSummary summary = found.get(i);
      PartitionField field = spec.fields().get(i);
      Type type = spec.partitionType().fields().get(i).type();
      parts.add(
          "{'contains_null': %s, 'contains_nan': %s, 'lower_bound': %s, 'upper_bound': %s}"
              .formatted(
                  summary.containsNull(),
                  summary.containsNaN() == null ? "NULL" : summary.containsNaN().toString(),
                  bound(field, type, summary.lowerBound()),
                  bound(field, type, summary.upperBound())));
    }
    return "[" + String.join(", ", parts) + "]";
  }

  @SuppressWarnings("unchecked")
  private static String bound(PartitionField field, Type type, ByteBuffer bytes) {
    Object value = IcebergTypes.bound(type, bytes);
    return value == null
        ? "NULL"
        : Sql.text(
            ((org.apache.iceberg.transforms.Transform<?, Object>) field.transform())
                .toHumanString(type, value));
  }

  static List<ManifestFile> manifests(Table table) {
    return table.currentSnapshot() == null
        ? List.of()
        : table.currentSnapshot().allManifests(table.io());
  }

  private static String time(long millis) {
    return "to_timestamp(%d / 1000.0)".formatted(millis);
  }

  private static String number(Number number) {
    return number == null ? "NULL" : number.toString();
  }

  private static String text(String text) {
    return text == null ? "NULL" : Sql.text(text);
  }
}
