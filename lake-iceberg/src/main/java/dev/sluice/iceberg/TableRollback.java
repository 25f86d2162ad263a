package dev.sluice.iceberg;

import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Puts a table back to what it was, and pins it there: runs leave it so until it is let go. Each is
 * one commit; rows and files stay as they are.
 */
public final class TableRollback {
  private final IcebergLake lake;
  private final String table;
  private final Clock clock;

  public TableRollback(IcebergLake lake, String table, Clock clock) {
    this.lake = lake;
    this.table = table;
    this.clock = clock;
  }

  /** What the table is to be, of what it is. */
  @FunctionalInterface
  private interface Change {
    TableMetadata of(TableMetadata metadata) throws IOException;
  }

  /**
   * Puts it back. A table that is pinned already is pinned there instead.
   *
   * @param overwritesForeign whether what others changed in a pinned table may go
   * @throws IOException if the table has no such snapshot, or can't be changed
   */
  public void to(long snapshot, boolean overwritesForeign) throws IOException {
    commit(
        metadata -> {
          Optional<Pin> before = Pin.of(metadata);
          if (before.isPresent() && !overwritesForeign) {
            before.get().refuseForeign(metadata, table);
          }
          Snapshot newest =
              before.flatMap(any -> Pin.newest(metadata)).orElse(metadata.currentSnapshot());
          if (newest == null || !isAncestor(snapshot, newest, metadata)) {
            throw new IOException(
                "Snapshot %d is not one of table '%s', or not any more: its history has those that it can be put back to"
                    .formatted(snapshot, table));
          }
          return new Pin(snapshot, clock.instant().truncatedTo(ChronoUnit.SECONDS))
              .pinned(metadata, newest);
        });
  }

  private static boolean isAncestor(long snapshot, Snapshot newest, TableMetadata metadata) {
    return StreamSupport.stream(
            SnapshotUtil.ancestorsOf(newest.snapshotId(), metadata::snapshot).spliterator(), false)
        .anyMatch(at -> at.snapshotId() == snapshot);
  }

  /**
   * Lets it go: it is what it was before it was put back, and the next run goes on from there.
   *
   * @param overwritesForeign whether what others changed in the pinned table may go
   * @throws IOException if it is not pinned, or can't be changed
   */
  public void unpin(boolean overwritesForeign) throws IOException {
    commit(
        metadata -> {
          Pin pin =
              Pin.of(metadata)
                  .orElseThrow(() -> new IOException("Table '%s' is not pinned".formatted(table)));
          if (!overwritesForeign) {
            pin.refuseForeign(metadata, table);
          }
          return Pin.released(metadata);
        });
  }

  private void commit(Change change) throws IOException {
    lake.change(
        table,
        "changed",
        pinned -> {
          TableMetadata base = IcebergLake.made(pinned).current();
          pinned.commit(base, change.of(base));
          return base;
        });
  }
}
