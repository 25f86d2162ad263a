package dev.sluice.iceberg;

import dev.sluice.iceberg.ForeignMarks.ForeignMark;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;

/**
 * Finds what others did in a table since our last commit, by walking its snapshots back to that
 * one. Costs nothing if there are none between.
 */
final class ForeignWalk {
  /** In a snapshot's summary and the table's properties: our last commit. */
  static final String COMMIT = "sluice.commit";

  /** The table's property with the newest snapshot of which all is known. */
  static final String SEEN = "sluice.seen";

  private static final String EXPIRED =
      "operations in snapshots that expired before they were seen";

  private final StoreFileIO io;
  private final TableMetadata metadata;
  private final Ledger ledger;
  private final ForeignMarks found = new ForeignMarks();

  ForeignWalk(StoreFileIO io, TableMetadata metadata, Ledger ledger) {
    this.io = io;
    this.metadata = metadata;
    this.ledger = ledger;
  }

  /** What was found. */
  ForeignMarks walk() throws IOException {
    String last = metadata.properties().getOrDefault(COMMIT, "");
    long seen = Long.parseLong(metadata.properties().getOrDefault(SEEN, "-1"));
    Snapshot at = metadata.currentSnapshot();
    while (at != null && at.snapshotId() != seen) {
      String commit = at.summary().get(COMMIT);
      if (commit != null) {
        return commit.equals(last) ? found : everywhere("rollback");
      }
      add(at);
      Long parent = at.parentId();
      at = parent == null ? null : metadata.snapshot(parent);
      if (parent != null && at == null) {
        return parent == seen ? found : whereFilesAreOthers();
      }
    }
    return at != null || last.isEmpty() ? found : everywhere("rollback");
  }

  /** Whether there is a snapshot of somebody else that no commit of ours has told of. */
  boolean isNews() {
    Snapshot current = metadata.currentSnapshot();
    String last = metadata.properties().getOrDefault(COMMIT, "");
    String seen = metadata.properties().getOrDefault(SEEN, "");
    return current != null
        && !seen.equals(Long.toString(current.snapshotId()))
        && !last.equals(current.summary().get(COMMIT));
  }

  /** A partition is as it was if it has just the files that it should. */
  private ForeignMarks whereFilesAreOthers() throws IOException {
    LiveFiles live = new LiveFiles(io, metadata);
    Map<String, String> partitions = new TreeMap<>();
    Set<String> files = new TreeSet<>();
    for (MadeUnit unit : ledger.all()) {
      unit.files().forEach(file -> partitions.put(file.location(), live.path(file)));
    }
    files.addAll(partitions.keySet());
    for (ContentFile<?> file : live.withDeletes()) {
      if (file.specId() != metadata.defaultSpecId()) {
        return everywhere(EXPIRED);
      }
      partitions.put(file.location(), live.path(file));
      if (!files.remove(file.location())) {
        files.add(file.location());
      }
    }
    long snapshot = metadata.currentSnapshot().snapshotId();
    ForeignMark mark = new ForeignMark(snapshot, EXPIRED, false);
    files.forEach(file -> found.add(partitions.get(file), mark));
    return found;
  }

  private void add(Snapshot snapshot) throws IOException {
    boolean hasSameRows = DataOperations.REPLACE.equals(snapshot.operation());
    ForeignMark mark = new ForeignMark(snapshot.snapshotId(), snapshot.operation(), hasSameRows);
    Set<String> partitions = new TreeSet<>();
    boolean isKnown =
        addAll(snapshot.addedDataFiles(io), partitions)
            && addAll(snapshot.removedDataFiles(io), partitions)
            && addAll(snapshot.addedDeleteFiles(io), partitions)
            && addAll(snapshot.removedDeleteFiles(io), partitions);
    if (isKnown) {
      partitions.forEach(partition -> found.add(partition, mark));
    } else {
      everywhere(snapshot.operation());
    }
  }

  /** False: files are not in the table's partitions, somebody has partitioned it otherwise. */
  private boolean addAll(Iterable<? extends ContentFile<?>> files, Set<String> partitions) {
    for (ContentFile<?> file : files) {
      if (file.specId() != metadata.defaultSpecId()) {
        return false;
      }
      partitions.add(metadata.spec().partitionToPath(file.partition()));
    }
    return true;
  }

  /** Nobody can say where, so all partitions are marked that have files, or had. */
  private ForeignMarks everywhere(String operation) throws IOException {
    Snapshot current = metadata.currentSnapshot();
    ForeignMark mark =
        new ForeignMark(current == null ? -1 : current.snapshotId(), operation, false);
    LiveFiles live = new LiveFiles(io, metadata);
    for (MadeUnit unit : ledger.all()) {
      unit.files().forEach(file -> found.add(live.path(file), mark));
    }
    live.all().forEach(file -> found.add(live.path(file), mark));
    return found;
  }
}
