package dev.sluice.core.trusted;

import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.store.ObjectStore.ObjectInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is in raw, by trusted partition.
 *
 * @param partitions of all tables; the tables in the pipeline's order, their partitions by path
 * @param strayKeys keys that are not in the layout; at most {@value #MOST_STRAYS} are kept
 * @param strays how many such keys there are
 */
public record RawPartitions(List<RawPartition> partitions, List<String> strayKeys, long strays) {
  private static final int MOST_STRAYS = 20;

  public RawPartitions {
    partitions = List.copyOf(partitions);
    strayKeys = List.copyOf(strayKeys);
  }

  /**
   * Groups a listing. Objects are counted and fingerprinted as they pass, not kept. Keys that end
   * with a slash (folders, as consoles make them) are passed over.
   */
  public static RawPartitions of(
      RawLayout layout, List<TrustedTable> tables, Stream<ObjectInfo> listing) {
    Map<TrustedTable, TreeMap<String, Growing>> byTable = new LinkedHashMap<>();
    tables.forEach(table -> byTable.put(table, new TreeMap<>()));
    List<String> strayKeys = new ArrayList<>();
    long[] strays = {0};
    RawKeyReader keys = new RawKeyReader(layout);
    listing
        .filter(object -> !object.key().endsWith("/"))
        .forEach(
            object -> {
              if (!keys.read(object.key())) {
                if (strays[0]++ < MOST_STRAYS) {
                  strayKeys.add(object.key());
                }
                return;
              }
              byTable.forEach((table, partitions) -> add(table, partitions, keys, object));
            });
    List<RawPartition> partitions = new ArrayList<>();
    byTable.values().forEach(all -> all.values().forEach(one -> partitions.add(one.finish())));
    return new RawPartitions(partitions, strayKeys, strays[0]);
  }

  private static void add(
      TrustedTable table, Map<String, Growing> partitions, RawKeyReader keys, ObjectInfo object) {
    List<PartitionField> fields = table.partition();
    partitions
        .computeIfAbsent(
            keys.hive(fields),
            path -> new Growing(table, path, keys.year(), keys.rawPrefix(fields)))
        .add(object);
  }

  /** The partitions of one table. */
  public List<RawPartition> of(TrustedTable table) {
    return partitions.stream().filter(partition -> partition.table().equals(table)).toList();
  }

  /** A partition whose objects are still being listed. */
  private static final class Growing {
    private final TrustedTable table;
    private final String path;
    private final int year;
    private final String rawPrefix;
    private final Fingerprint fingerprint;
    private long objects;
    private long bytes;

    Growing(TrustedTable table, String path, int year, String rawPrefix) {
      this.table = table;
      this.path = path;
      this.year = year;
      this.rawPrefix = rawPrefix;
      fingerprint = new Fingerprint(table);
    }

    void add(ObjectInfo object) {
      fingerprint.add(object);
      objects++;
      bytes += object.size();
    }

    RawPartition finish() {
      return new RawPartition(table, path, year, rawPrefix, objects, bytes, fingerprint.hex());
    }
  }
}
