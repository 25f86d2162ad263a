package dev.sluice.iceberg;

import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * A table shows an older snapshot, and is to stay so. What it was before is kept by a tag; all that
 * we know of it, the ledger too, stays as it was then.
 *
 * @param snapshot that it shows
 * @param since when
 */
record Pin(long snapshot, Instant since) {
  /** The table's property that says so. */
  static final String PROPERTY = "sluice.pinned";

  /** The tag of what the table was before, which keeps it from being expired. */
  static final String NEWEST = "sluice-newest";

  static Optional<Pin> of(TableMetadata metadata) {
    String text = metadata == null ? null : metadata.properties().get(PROPERTY);
    if (text == null) {
      return Optional.empty();
    }
    String[] parts = text.split(" ", 2);
    return Optional.of(new Pin(Long.parseLong(parts[0]), Instant.parse(parts[1])));
  }

  String text() {
    return snapshot + " " + since;
  }

  /** When the rows that it shows were committed. */
  Instant committed(TableMetadata metadata) {
    return Optional.ofNullable(metadata.snapshot(snapshot))
        .map(shown -> Instant.ofEpochMilli(shown.timestampMillis()))
        .orElse(since);
  }

  /** The table as it was before, if that is still known. */
  static Optional<Snapshot> newest(TableMetadata metadata) {
    SnapshotRef tag = metadata.ref(NEWEST);
    if (tag != null) {
      return Optional.of(metadata.snapshot(tag.snapshotId()));
    }
    String last = metadata.properties().getOrDefault(ForeignWalk.COMMIT, "");
    return metadata.snapshots().stream()
        .filter(snapshot -> last.equals(snapshot.summary().get(ForeignWalk.COMMIT)))
        .max(Comparator.comparingLong(Snapshot::sequenceNumber));
  }

  /** What somebody else has changed on top of what is pinned; putting files in order isn't that. */
  Optional<Snapshot> foreign(TableMetadata metadata) {
    Snapshot current = metadata.currentSnapshot();
    for (Snapshot at : SnapshotUtil.ancestorsOf(current.snapshotId(), metadata::snapshot)) {
      if (at.snapshotId() == snapshot) {
        return Optional.empty();
      }
      if (!DataOperations.REPLACE.equals(at.operation())) {
        return Optional.of(at);
      }
    }
    return Optional.of(current);
  }

  /** The table with that older snapshot. */
  TableMetadata pinned(TableMetadata metadata, Snapshot newest) {
    return TableMetadata.buildFrom(metadata)
        .setRef(NEWEST, SnapshotRef.tagBuilder(newest.snapshotId()).build())
        .setBranchSnapshot(snapshot, SnapshotRef.MAIN_BRANCH)
        .setProperties(Map.of(PROPERTY, text()))
        .build();
  }

  /** The table as it was before. */
  static TableMetadata released(TableMetadata metadata) {
    TableMetadata.Builder builder = TableMetadata.buildFrom(metadata);
    newest(metadata)
        .ifPresent(
            newest -> builder.setBranchSnapshot(newest.snapshotId(), SnapshotRef.MAIN_BRANCH));
    return builder.removeRef(NEWEST).removeProperties(java.util.Set.of(PROPERTY)).build();
  }

  /**
   * Refuses if rows of others would go with it.
   *
   * @throws IOException naming what they did
   */
  void refuseForeign(TableMetadata metadata, String table) throws IOException {
    Optional<Snapshot> foreign = foreign(metadata);
    if (foreign.isPresent()) {
      throw new IOException(
          "Table '%s' is %s, and somebody else changed it after (%s in snapshot %d): these changes would go. With --overwrite-foreign they do"
              .formatted(table, this, foreign.get().operation(), foreign.get().snapshotId()));
    }
  }

  @Override
  public String toString() {
    return "pinned at snapshot %d since %s".formatted(snapshot, since);
  }
}
