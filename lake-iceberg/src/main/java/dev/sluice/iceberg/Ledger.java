package dev.sluice.iceberg;

import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.NotFoundException;

/**
 * Which units a table has, what they are made of, and their files. It lies in objects, each with
 * the units of some time, which never change; the table's properties name them, so a commit
 * exchanges rows and ledger at once. They lie outside of the table's folder, where engines that
 * look for orphans would take them for such.
 */
final class Ledger {
  static final String PREFIX = "sluice.ledger.";

  /** How many units of time there are in an object: some 10 KB. */
  private static final int SHARD = 128;

  private final StoreFileIO io;
  private final TableMetadata metadata;
  private final String folder;
  private final Map<String, Map<String, MadeUnit>> shards = new HashMap<>();

  /**
   * The ledger of a table.
   *
   * @param folder the whole URL of its folder, with a slash at the end
   */
  Ledger(StoreFileIO io, TableMetadata metadata, String folder) {
    this.io = io;
    this.metadata = metadata;
    this.folder = folder;
  }

  /** The property that names the object with the units of a time. */
  static String shard(long ordinal) {
    return PREFIX + Math.floorDiv(ordinal, SHARD);
  }

  Optional<MadeUnit> unit(String path, long ordinal) throws IOException {
    return Optional.ofNullable(units(shard(ordinal)).get(path));
  }

  /** The objects of the ledger, by the properties that name them. */
  Map<String, String> objects() {
    Map<String, String> objects = new TreeMap<>(metadata.properties());
    objects.keySet().removeIf(property -> !property.startsWith(PREFIX));
    return objects;
  }

  /** The object that a property names; empty: there is none. */
  Optional<String> object(String property) {
    return Optional.ofNullable(metadata.properties().get(property));
  }

  /** The units in one of the {@link #objects}. */
  Collection<MadeUnit> in(String property) throws IOException {
    return units(property).values();
  }

  /** All units, in no order that means something. */
  List<MadeUnit> all() throws IOException {
    List<MadeUnit> all = new ArrayList<>();
    for (String property : metadata.properties().keySet()) {
      if (property.startsWith(PREFIX)) {
        all.addAll(units(property).values());
      }
    }
    return all;
  }

  private Map<String, MadeUnit> units(String property) throws IOException {
    Map<String, MadeUnit> known = shards.get(property);
    if (known == null) {
      known = read(metadata.properties().get(property));
      shards.put(property, known);
    }
    return known;
  }

  private Map<String, MadeUnit> read(String name) throws IOException {
    Map<String, MadeUnit> units = new LinkedHashMap<>();
    if (name == null) {
      return units;
    }
    try {
      UnitsJson.read(io.read(folder + name), metadata.specsById())
          .forEach(unit -> units.put(unit.path(), unit));
    } catch (NotFoundException e) {
      throw new IOException(
          "'%s' says of what the rows of '%s' are made, and is gone. Restore it from the bucket's old versions"
              .formatted(folder + name, metadata.location()),
          e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return units;
  }

  /**
   * Writes the objects that have these units instead of those with the same paths.
   *
   * @param suffix of the objects' names, never used before
   * @return the properties that name them
   */
  Map<String, String> with(Collection<MadeUnit> changed, String suffix) throws IOException {
    Map<String, Map<String, MadeUnit>> next = new TreeMap<>();
    for (MadeUnit unit : changed) {
      String property = shard(unit.ordinal());
      if (!next.containsKey(property)) {
        next.put(property, new TreeMap<>(units(property)));
      }
      next.get(property).put(unit.path(), unit.withoutMetrics());
    }
    Map<String, String> properties = new TreeMap<>();
    for (Map.Entry<String, Map<String, MadeUnit>> shard : next.entrySet()) {
      String name = shard.getKey().substring(PREFIX.length()) + "-" + suffix + ".gz";
      byte[] bytes = UnitsJson.write(shard.getValue().values(), metadata.specsById());
      io.write(folder + name, bytes, PutObject.Condition.NONE);
      properties.put(shard.getKey(), name);
    }
    return properties;
  }
}
