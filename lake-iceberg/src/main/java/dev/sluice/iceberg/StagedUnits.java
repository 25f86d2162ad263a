package dev.sluice.iceberg;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.iceberg.PartitionSpec;

/**
 * Units whose files are in the lake and that wait for being committed, noted in objects, so that
 * another invocation, or another run, can commit them. Each note is written once.
 */
final class StagedUnits {
  /** Before files that belong to nothing may be taken for orphans. */
  private static final Duration GOOD = Duration.ofDays(2);

  private final IcebergLake lake;
  private final String folder;
  private final Map<Integer, PartitionSpec> specs;
  private final Map<String, MadeUnit> units = new LinkedHashMap<>();
  private final Map<String, MadeUnit> unsaved = new LinkedHashMap<>();

  private StagedUnits(IcebergLake lake, String folder, Map<Integer, PartitionSpec> specs) {
    this.lake = lake;
    this.folder = lake.ledgers() + folder + "/";
    this.specs = specs;
  }

  /**
   * Those that earlier invocations noted. A later note of a unit counts. Notes that are too old to
   * count go with what belongs to nothing.
   *
   * @param folder below that of the ledgers
   */
  static StagedUnits load(
      IcebergLake lake, String folder, Map<Integer, PartitionSpec> specs, Instant now)
      throws IOException {
    StagedUnits staged = new StagedUnits(lake, folder, specs);
    Map<String, String> notes = new TreeMap<>();
    for (ObjectInfo note : staged.notes()) {
      if (note.modified().plus(GOOD).isAfter(now)) {
        notes.put(note.modified() + " " + note.key(), note.key());
      }
    }
    for (String key : notes.values()) {
      Optional<StoredObject> object = lake.store().get(key);
      if (object.isPresent()) {
        try (StoredObject note = object.get()) {
          UnitsJson.read(note.content().readAllBytes(), specs)
              .forEach(unit -> staged.units.put(unit.path(), unit));
        }
      }
    }
    return staged;
  }

  private List<ObjectInfo> notes() throws IOException {
    try (Stream<ObjectInfo> notes = lake.store().list(folder)) {
      return notes.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Of the notes: another table, or the same one made anew, has another. */
  String folder() {
    return folder;
  }

  Optional<MadeUnit> unit(String path) {
    return Optional.ofNullable(units.get(path));
  }

  Collection<MadeUnit> all() {
    return units.values();
  }

  void add(MadeUnit unit) {
    units.put(unit.path(), unit);
    unsaved.put(unit.path(), unit);
  }

  void addAll(byte[] json) throws IOException {
    UnitsJson.read(json, specs).forEach(this::add);
  }

  void save() throws IOException {
    if (!unsaved.isEmpty()) {
      byte[] bytes = UnitsJson.write(unsaved.values(), specs);
      lake.store().put(PutObject.of(folder + UUID.randomUUID() + ".gz", bytes, "application/gzip"));
      unsaved.clear();
    }
  }

  /** They are committed, or never will be. */
  void clear() throws IOException {
    units.clear();
    unsaved.clear();
    lake.store().deleteAll(folder);
  }
}
