package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.RawKeyReader;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.record.Period;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is in raw, by trusted partition.
 *
 * @param partitions of all tables: by input, then table, in the pipeline's order, then by path
 * @param strayKeys keys that are not in the layout; at most {@value #MOST_STRAYS} are kept
 * @param strays how many such keys there are
 */
public record TrustedPartitions(
    List<TrustedPartition> partitions, List<String> strayKeys, long strays) {
  /** Nothing. */
  public static final TrustedPartitions NONE = new TrustedPartitions(List.of(), List.of(), 0);

  private static final int MOST_STRAYS = 20;

  public TrustedPartitions {
    partitions = List.copyOf(partitions);
    strayKeys = List.copyOf(strayKeys);
  }

  /**
   * Groups the listing of an input by the partitions of the tables that are made of it. Objects are
   * counted and fingerprinted as they pass, not kept. Keys that end with a slash (folders, as
   * consoles make them) are passed over.
   */
  public static TrustedPartitions of(Pipeline pipeline, Input input, Stream<ObjectInfo> listing) {
    Map<Made, TreeMap<String, Growing>> byTable = new LinkedHashMap<>();
    pipeline.trusted().stream()
        .filter(table -> table.input().equals(input.name()))
        .map(table -> new Made(table, input, pipeline.location(table)))
        .forEach(table -> byTable.put(table, new TreeMap<>()));
    List<String> strayKeys = new ArrayList<>();
    long[] strays = {0};
    RawKeyReader keys = new RawKeyReader(input.layout());
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
    List<TrustedPartition> partitions = new ArrayList<>();
    byTable.values().forEach(all -> all.values().forEach(one -> partitions.add(one.finish())));
    return new TrustedPartitions(partitions, strayKeys, strays[0]);
  }

  private static void add(
      Made made, Map<String, Growing> partitions, RawKeyReader keys, ObjectInfo object) {
    List<PartitionField> fields = made.table().partition();
    partitions
        .computeIfAbsent(
            keys.path(fields, made.location().style()),
            path -> new Growing(made, path, keys.period(fields), keys.rawPrefix(fields)))
        .add(object);
  }

  /** These and those of another input. */
  public TrustedPartitions plus(TrustedPartitions other) {
    List<String> keys = new ArrayList<>(strayKeys);
    other.strayKeys.stream().limit(MOST_STRAYS - keys.size()).forEach(keys::add);
    List<TrustedPartition> all = new ArrayList<>(partitions);
    all.addAll(other.partitions);
    return new TrustedPartitions(all, keys, strays + other.strays);
  }

  /** The partitions of one table. */
  public List<TrustedPartition> of(TrustedTable table) {
    return partitions.stream().filter(partition -> partition.table().equals(table)).toList();
  }

  /** A table, what it is made of and where it lies. */
  private record Made(TrustedTable table, Input input, TrustedTable.Location location) {}

  /** A partition whose objects are still being listed. */
  private static final class Growing {
    private final Made made;
    private final String path;
    private final Period period;
    private final String rawPrefix;
    private final PartitionFingerprint fingerprint;
    private long objects;
    private long bytes;
    private Instant newest = Instant.MIN;

    Growing(Made made, String path, Period period, String rawPrefix) {
      this.made = made;
      this.path = path;
      this.period = period;
      this.rawPrefix = rawPrefix;
      fingerprint = new PartitionFingerprint(made.table(), made.input().format());
    }

    void add(ObjectInfo object) {
      fingerprint.add(object);
      objects++;
      bytes += object.size();
      newest = object.modified().isAfter(newest) ? object.modified() : newest;
    }

    TrustedPartition finish() {
      return new TrustedPartition(
          made.table(),
          made.input(),
          path,
          period,
          rawPrefix,
          made.location().prefix(),
          new TrustedPartition.Objects(objects, bytes, newest, fingerprint.hex()));
    }
  }
}
