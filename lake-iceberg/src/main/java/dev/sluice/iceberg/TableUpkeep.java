package dev.sluice.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.RewriteManifests;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.transforms.Transform;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;

/**
 * Keeps a table from growing by being written: old snapshots go, and what only they had; manifests
 * are put in order, so that a commit reads and writes those of its own time. Each of these is done
 * when it is worth it, every few commits or more. If somebody else changes the table just then, it
 * is left to the next time.
 */
public final class TableUpkeep {
  private static final int CLUSTER = 60;
  private static final int MOST_SINGLE = 40;
  private static final int SPARE_SNAPSHOTS = 3;

  private final IcebergLake lake;
  private final String table;
  private final TableKeeping keeping;

  public TableUpkeep(IcebergLake lake, String table, TableKeeping keeping) {
    this.lake = lake;
    this.table = table;
    this.keeping = keeping;
  }

  /**
   * Does what is due.
   *
   * @throws IOException if the table can't be read or written
   */
  public void keep(Instant now) throws IOException {
    try {
      clusterManifests(lake.look(table));
      expire(lake.look(table), now);
    } catch (PinnedTable.ChangedException | CommitStateUnknownException e) {
      return;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Whether nobody has forbidden it, for other tables that have the same files. */
  static boolean mayDelete(TableMetadata metadata) {
    return metadata.propertyAsBoolean(
        TableProperties.GC_ENABLED, TableProperties.GC_ENABLED_DEFAULT);
  }

  private void expire(PinnedTable pinned, Instant now) {
    TableMetadata metadata = pinned.current();
    if (!mayDelete(metadata)) {
      return;
    }
    List<Snapshot> snapshots = metadata.snapshots();
    List<Long> times =
        snapshots.stream().map(Snapshot::timestampMillis).sorted((a, b) -> b.compareTo(a)).toList();
    long oldest = now.toEpochMilli() - keeping.maxAgeMillis();
    long spare = keeping.maxAgeMillis() / 10;
    boolean areMany = times.size() > keeping.snapshots() + SPARE_SNAPSHOTS;
    boolean areOld = times.size() > 1 && times.get(times.size() - 1) < oldest - spare;
    if (!areMany && !areOld) {
      return;
    }
    long first = times.get(Math.min(times.size(), keeping.snapshots()) - 1);
    StoreFileIO io = lake.io();
    new BaseTable(pinned, table)
        .expireSnapshots()
        .expireOlderThan(Math.max(first, oldest))
        .retainLast(1)
        .planWith(new SameThread())
        .deleteWith(location -> delete(location, metadata, io))
        .commit();
  }

  /** What others have put elsewhere is theirs. */
  private static void delete(String location, TableMetadata metadata, StoreFileIO io) {
    String folder = io.key(metadata.location()) + "/";
    if (io.ownKey(location).filter(key -> key.startsWith(folder)).isPresent()) {
      io.deleteFile(location);
    }
  }

  private void clusterManifests(PinnedTable pinned) {
    TableMetadata metadata = pinned.current();
    Snapshot current = metadata.currentSnapshot();
    if (current == null || metadata.spec().isUnpartitioned()) {
      return;
    }
    List<ManifestFile> manifests = current.dataManifests(lake.io());
    long wide = manifests.stream().filter(manifest -> isWide(metadata, manifest)).count();
    long single = manifests.stream().filter(manifest -> files(manifest) < CLUSTER / 2).count();
    if (wide == 0 && single <= MOST_SINGLE) {
      return;
    }
    if (isOurs(metadata)) {
      rewriteManifests(pinned, table, manifest -> true);
    }
  }

  private static boolean isOurs(TableMetadata metadata) {
    String commit = metadata.properties().get(ForeignWalk.COMMIT);
    return commit != null
        && commit.equals(metadata.currentSnapshot().summary().get(ForeignWalk.COMMIT));
  }

  /** Puts the files that are alive of some manifests into others, in order; rows stay. */
  static void rewriteManifests(PinnedTable pinned, String table, Predicate<ManifestFile> which) {
    TableMetadata metadata = pinned.current();
    Transaction transaction = new BaseTable(pinned, table).newTransaction();
    RewriteManifests rewrite =
        transaction.rewriteManifests().rewriteIf(which).clusterBy(TableUpkeep::cluster);
    if (isOurs(metadata)) {
      String commit = metadata.properties().get(ForeignWalk.COMMIT);
      rewrite.set(ForeignWalk.COMMIT, commit).commit();
      long seen = transaction.table().currentSnapshot().snapshotId();
      transaction.updateProperties().set(ForeignWalk.SEEN, Long.toString(seen)).commit();
    } else {
      rewrite.commit();
    }
    transaction.commitTransaction();
  }

  private static int files(ManifestFile manifest) {
    return manifest.addedFilesCount() + manifest.existingFilesCount();
  }

  /** Of a time, as many units as a cluster has; of anything else, all that have it. */
  private static Object cluster(ContentFile<?> file) {
    if (file.partition().size() == 0) {
      return "";
    }
    Object first = file.partition().get(0, Object.class);
    return first instanceof Integer time ? (Object) Math.floorDiv(time, CLUSTER) : "" + first;
  }

  private static boolean isWide(TableMetadata metadata, ManifestFile manifest) {
    if (files(manifest) < 4 * CLUSTER || manifest.partitions().get(0).lowerBound() == null) {
      return false;
    }
    Type type = metadata.spec().partitionType().fields().get(0).type();
    Transform<?, ?> transform = metadata.spec().fields().get(0).transform();
    if (transform.isIdentity() || !(type.typeId().javaClass() == Integer.class)) {
      return false;
    }
    int lower = Conversions.fromByteBuffer(type, manifest.partitions().get(0).lowerBound());
    int upper = Conversions.fromByteBuffer(type, manifest.partitions().get(0).upperBound());
    return Math.floorDiv(upper, CLUSTER) > Math.floorDiv(lower, CLUSTER);
  }
}
