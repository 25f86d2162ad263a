package dev.sluice.iceberg;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.erase.TableFiles;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableProperties;

/**
 * Lets Iceberg tables be only what they are now. What only former snapshots had is noted before
 * these expire, so that it is deleted also if this is stopped in between.
 */
public final class TableErasure implements TableFiles {
  private static final String NOTE = "expiring-";
  private static final Pattern ATTEMPT = Pattern.compile("/\\d{6,}-\\d+-\\d{8}T\\d{6}Z/");

  /** How many former metadata files there are, which name snapshots that went. */
  private static final String LOG = TableProperties.METADATA_PREVIOUS_VERSIONS_MAX;

  private final Supplier<IcebergLake> made;
  private Optional<IcebergLake> lake = Optional.empty();

  /**
   * Of a lake.
   *
   * @param made asked for when it is needed
   */
  public TableErasure(Supplier<IcebergLake> made) {
    this.made = made;
  }

  private IcebergLake lake() {
    if (lake.isEmpty()) {
      lake = Optional.of(made.get());
    }
    return lake.get();
  }

  @Override
  public List<String> foreign(String table) throws IOException {
    PinnedTable pinned = lake().look(table);
    if (!pinned.exists()) {
      return List.of();
    }
    ForeignMarks marks = TableState.of(lake(), table, pinned.current()).marks();
    return marks.partitions().stream()
        .map(partition -> marks.of(partition).orElseThrow())
        .filter(mark -> !mark.hasSameRows())
        .map(ForeignMarks.ForeignMark::toString)
        .distinct()
        .toList();
  }

  @Override
  public Optional<String> pinned(String table) throws IOException {
    PinnedTable found = lake().look(table);
    return found.exists() ? Pin.of(found.current()).map(Pin::toString) : Optional.empty();
  }

  @Override
  public Cleaned keepOnlyCurrent(String table, Instant before) throws IOException {
    try {
      return lake().look(table).exists()
          ? new OneTable(lake(), table).clean(before)
          : Cleaned.NOTHING;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private record OneTable(IcebergLake lake, String table) {
    Cleaned clean(Instant before) throws IOException {
      lake.change(table, "freed of former files", this::forgetDeleted);
      int expired = lake.change(table, "freed of old snapshots", this::expire);
      Set<String> named = named(lake.look(table).current());
      int files = deleteNoted(named);
      List<String> foreign = new ArrayList<>();
      for (ObjectInfo object : objects()) {
        if (named.contains(object.key())) {
          continue;
        }
        boolean isOurs = isOurs(object);
        boolean isOld = !object.modified().isAfter(before.plusSeconds(1));
        if (isOurs ? isOld : object.modified().plus(OrphanSweep.UNTOUCHED).isBefore(before)) {
          lake.io().deleteFile(lake.location(object.key()));
          files++;
        } else if (!isOurs) {
          foreign.add(object.key());
        }
      }
      return new Cleaned(expired, files, told(foreign));
    }

    private List<String> told(List<String> foreign) {
      return foreign.isEmpty()
          ? List.of()
          : List.of(
              "table '%s' has %d files of others in its folder that no snapshot names, e.g. %s: they go when they are three days old, or whoever put them deletes them"
                  .formatted(table, foreign.size(), foreign.get(0)));
    }

    /** The keys of all that the table names in the lake. */
    private Set<String> named(TableMetadata metadata) throws IOException {
      return new NamedFiles(lake, table)
          .of(metadata).stream()
              .flatMap(location -> lake.io().ownKey(location).stream())
              .collect(Collectors.toSet());
    }

    /** Manifests name the files that a commit deleted, with what was in them. */
    private PinnedTable forgetDeleted(PinnedTable pinned) {
      Snapshot current = pinned.current().currentSnapshot();
      if (current != null
          && current.dataManifests(lake.io()).stream().anyMatch(ManifestFile::hasDeletedFiles)) {
        TableUpkeep.rewriteManifests(pinned, table, ManifestFile::hasDeletedFiles);
      }
      return pinned;
    }

    private int expire(PinnedTable pinned) throws IOException {
      TableMetadata base = pinned.current();
      Snapshot current = base.currentSnapshot();
      List<Long> old =
          base.snapshots().stream()
              .filter(snapshot -> !snapshot.equals(current))
              .map(Snapshot::snapshotId)
              .toList();
      if (!old.isEmpty() || base.refs().size() > 1 || base.previousFiles().size() > 1) {
        note(named(base));
        pinned.commit(base, withoutOld(base, old));
      }
      shortenLog(lake.look(table));
      return old.size();
    }

    private static TableMetadata withoutOld(TableMetadata base, List<Long> old) {
      TableMetadata.Builder builder = TableMetadata.buildFrom(base);
      base.refs().keySet().stream()
          .filter(ref -> !ref.equals(SnapshotRef.MAIN_BRANCH))
          .forEach(builder::removeRef);
      old.forEach(builder::removeStatistics);
      old.forEach(builder::removePartitionStatistics);
      return builder.removeSnapshots(old).setProperties(Map.of(LOG, "1")).build();
    }

    /** After it the metadata names one former file, which knows as little of old snapshots. */
    private static void shortenLog(PinnedTable pinned) {
      TableMetadata base = pinned.current();
      String most = TableKeeping.DEFAULT.properties().get(LOG);
      if (!most.equals(base.properties().get(LOG))) {
        pinned.commit(base, TableMetadata.buildFrom(base).setProperties(Map.of(LOG, most)).build());
      }
    }

    private void note(Set<String> keys) throws IOException {
      lake.store()
          .put(
              PutObject.of(
                  lake.ledgers() + table + "/" + NOTE + UUID.randomUUID(),
                  String.join("\n", keys).getBytes(UTF_8),
                  "text/plain"));
    }

    private int deleteNoted(Set<String> named) throws IOException {
      Set<String> gone = new HashSet<>();
      List<String> notes =
          keys(lake.ledgers() + table + "/" + NOTE).stream().map(ObjectInfo::key).toList();
      for (String note : notes) {
        gone.addAll(List.of(new String(lake.io().read(lake.location(note)), UTF_8).split("\n")));
      }
      gone.removeAll(named);
      for (String key : gone) {
        lake.io().deleteFile(lake.location(key));
      }
      for (String note : notes) {
        lake.store().delete(note);
      }
      return gone.size();
    }

    private List<ObjectInfo> objects() throws IOException {
      String folder = lake.io().key(lake.look(table).current().location()) + "/";
      List<ObjectInfo> all = new ArrayList<>(keys(folder));
      all.addAll(keys(lake.ledgers() + table + "/"));
      String mark = new OrphanSweep(lake, table).mark();
      all.removeIf(object -> object.key().equals(mark));
      return all;
    }

    private List<ObjectInfo> keys(String prefix) throws IOException {
      try (Stream<ObjectInfo> objects = lake.store().list(prefix)) {
        return objects.toList();
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }

    /** Also objects of the plain table that it was, and of attempts to make a refined one. */
    private boolean isOurs(ObjectInfo object) throws IOException {
      boolean isByPlace =
          object.key().startsWith(lake.ledgers())
              || object.key().endsWith("/part-0.parquet")
              || ATTEMPT.matcher(object.key()).find();
      return isByPlace
          || lake.store()
              .head(object.key())
              .filter(is -> is.metadata().entrySet().containsAll(StoreFileIO.OURS.entrySet()))
              .isPresent();
    }
  }
}
