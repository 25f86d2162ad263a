package dev.sluice.iceberg;

import dev.sluice.core.run.port.TableCatalog.Hold;
import dev.sluice.core.run.port.TableCatalog.Kind;
import dev.sluice.core.run.port.TableCatalog.TablePointer;
import java.util.Optional;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.util.SnapshotUtil;

/** Of which attempt the rows of a refined Iceberg table are, and whether they may go. */
final class MadeRows {
  private static final String EXPIRED =
      "operations in snapshots that expired before they were seen";

  private MadeRows() {}

  /** Empty: there is no table of that name. */
  static Optional<TablePointer> pointer(PinnedTable pinned, IcebergLake lake) {
    if (!pinned.exists()) {
      return pinned.version().map(version -> new TablePointer("", version, Kind.FILES));
    }
    TableMetadata metadata = pinned.current();
    String attempt = metadata.properties().getOrDefault(ForeignWalk.COMMIT, "");
    String folder = lake.io().key(metadata.location()) + "/";
    return Optional.of(
        new TablePointer(
            attempt.isEmpty() ? folder : folder + attempt + "/",
            pinned.version().orElseThrow(),
            Kind.ICEBERG,
            hold(metadata, attempt)));
  }

  private static Hold hold(TableMetadata metadata, String attempt) {
    Optional<Pin> pin = Pin.of(metadata);
    if (pin.isPresent()) {
      return new Hold.Pinned("" + pin.get().snapshot(), pin.get().since());
    }
    Snapshot current = metadata.currentSnapshot();
    return current == null ? Hold.NONE : foreign(metadata, current, attempt);
  }

  /** What only lies in other files is the same rows. */
  private static Hold foreign(TableMetadata metadata, Snapshot current, String attempt) {
    for (Snapshot at : SnapshotUtil.ancestorsOf(current.snapshotId(), metadata::snapshot)) {
      String commit = at.summary().get(ForeignWalk.COMMIT);
      if (commit != null) {
        return commit.equals(attempt) ? Hold.NONE : foreign("rollback", current);
      }
      if (!DataOperations.REPLACE.equals(at.operation())) {
        return foreign(at.operation(), at);
      }
    }
    return foreign(EXPIRED, current);
  }

  private static Hold foreign(String operation, Snapshot snapshot) {
    return new Hold.Foreign(operation, "" + snapshot.snapshotId());
  }
}
