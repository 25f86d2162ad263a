package dev.sluice.iceberg;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.TableMetadata;

/**
 * Deletes what lies in a table's folders and belongs to nothing: files of commits that were not
 * made, or killed. What is younger than three days may yet be committed by somebody. Lists the
 * table's folder and reads all manifests, so it is for once a day.
 */
public final class OrphanSweep {
  static final Duration UNTOUCHED = Duration.ofDays(3);

  private final IcebergLake lake;
  private final String table;

  public OrphanSweep(IcebergLake lake, String table) {
    this.lake = lake;
    this.table = table;
  }

  /**
   * Deletes orphans.
   *
   * @return how many there were
   * @throws IOException if the table or the store can't be read or written; the rest goes next time
   */
  public int sweep(Instant now) throws IOException {
    // Listed first: what is committed meanwhile is named by the metadata that is read after.
    TableMetadata before = lake.look(table).current();
    if (!TableUpkeep.mayDelete(before)) {
      return 0;
    }
    StoreFileIO io = lake.io();
    Set<String> old = new HashSet<>(old(io.key(before.location()) + "/", now));
    old.addAll(old(lake.ledgers() + table + "/", now));
    TableMetadata metadata = lake.look(table).current();
    if (!metadata.location().equals(before.location()) || old.isEmpty()) {
      return 0;
    }
    new NamedFiles(lake, table)
        .of(metadata)
        .forEach(location -> io.ownKey(location).ifPresent(old::remove));
    for (String key : old) {
      lake.store().delete(key);
    }
    return old.size();
  }

  /** Deletes orphans unless that was done within a day. */
  void sweepOncePerDay(Instant now) throws IOException {
    boolean isDone =
        lake.store()
            .head(mark())
            .filter(swept -> swept.modified().plus(Duration.ofDays(1)).isAfter(now))
            .isPresent();
    if (!isDone) {
      sweep(now);
      postpone();
    }
  }

  /** Leaves orphans where they are for a day. */
  void postpone() throws IOException {
    lake.store().put(PutObject.of(mark(), new byte[0], "text/plain"));
  }

  String mark() {
    return lake.ledgers() + table + "/swept";
  }

  private List<String> old(String prefix, Instant now) throws IOException {
    try (Stream<ObjectInfo> objects = lake.store().list(prefix)) {
      return objects
          .filter(object -> object.modified().plus(UNTOUCHED).isBefore(now))
          .map(ObjectInfo::key)
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
