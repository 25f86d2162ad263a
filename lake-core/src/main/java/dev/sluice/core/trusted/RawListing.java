package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.RawKeyReader;
import dev.sluice.core.lake.RecordTime;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.record.Period;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An input's listing while it passes: objects are added up by partition of raw, not kept. */
final class RawListing {
  private final Input input;
  private final boolean isStream;
  private final RawKeyReader keys;
  private final ObjectSum.Hasher hasher = new ObjectSum.Hasher();
  private final List<TableParts> tables;
  private final Map<String, RawPart> parts = new HashMap<>();

  /** By the time at which they begin. */
  private final TreeMap<Instant, RawPart> inTime = new TreeMap<>();

  /** Those with records that lie by arrival. */
  private final TreeMap<Instant, RawPart> unbelieved = new TreeMap<>();

  private final List<String> strayKeys = new ArrayList<>();
  private long strays;

  RawListing(Pipeline pipeline, Input input) {
    this.input = input;
    isStream = input.name().equals(Input.STREAM);
    keys = new RawKeyReader(input.layout());
    tables =
        pipeline.trusted().stream()
            .filter(table -> table.input().equals(input.name()))
            .map(table -> new TableParts(table, pipeline.location(table), new TreeMap<>()))
            .toList();
  }

  void add(ObjectInfo object) {
    if (!keys.read(object.key())) {
      if (strays++ < TrustedPartitions.MOST_STRAYS) {
        strayKeys.add(object.key());
      }
      return;
    }
    List<PartitionField> fields = input.layout().partition();
    RawPart part = parts.computeIfAbsent(keys.rawPrefix(fields), prefix -> begin());
    RecordTime time = isStream ? RecordTime.of(object.key()) : RecordTime.BELIEVED;
    part.add(object, hasher.of(object), time);
    if (time != RecordTime.BELIEVED) {
      unbelieved.put(part.period().from(), part);
    }
  }

  /** A partition of raw, for all tables, at whose first key the reader stands. */
  private RawPart begin() {
    RawPart part = new RawPart(keys.period(input.layout().partition()));
    inTime.put(part.period().from(), part);
    for (TableParts table : tables) {
      List<PartitionField> fields = table.table().partition();
      table
          .byPath()
          .computeIfAbsent(
              keys.path(fields, table.location().style()),
              path ->
                  new Growing(
                      new TrustedPartition(
                          table.table(),
                          input,
                          path,
                          keys.period(fields),
                          keys.rawPrefix(fields),
                          table.location().prefix(),
                          TrustedPartition.Objects.NONE),
                      new ArrayList<>()))
          .parts()
          .add(part);
    }
    return part;
  }

  TrustedPartitions finish() {
    return new TrustedPartitions(
        tables.stream()
            .flatMap(table -> table.byPath().values().stream())
            .map(this::finish)
            .toList(),
        strayKeys,
        strays,
        Map.of());
  }

  private TrustedPartition finish(Growing growing) {
    TrustedPartition partition = growing.partition();
    RawPart all = new RawPart(partition.period());
    growing.parts().forEach(all::add);
    PartitionFingerprint fingerprint =
        new PartitionFingerprint(partition.table(), partition.input().format());
    fingerprint.add(all.objects(), neighbours(partition, all));
    return partition.with(all.summary(fingerprint.hex()));
  }

  private ObjectSum neighbours(TrustedPartition partition, RawPart own) {
    ObjectSum sum = new ObjectSum();
    if (unbelieved.isEmpty() || partition.table().partition().isEmpty()) {
      return sum;
    }
    Neighbourhood near = Neighbourhood.of(input.layout(), partition.period());
    meeting(near.unbelieved(), unbelieved).forEach(part -> sum.add(part.unbelieved()));
    if (own.hasFar()) {
      near.believed()
          .ifPresent(period -> meeting(period, inTime).forEach(part -> sum.add(part.objects())));
    }
    return sum;
  }

  private static Stream<RawPart> meeting(Period period, TreeMap<Instant, RawPart> byTime) {
    Instant first = byTime.floorKey(period.from());
    return byTime.subMap(first == null ? period.from() : first, period.to()).values().stream()
        .filter(part -> part.period().meets(period));
  }

  /** A table, where it lies, and its partitions by path. */
  private record TableParts(
      TrustedTable table, TrustedTable.Location location, TreeMap<String, Growing> byPath) {}

  /** A partition of a table, and the partitions of raw in it. */
  private record Growing(TrustedPartition partition, List<RawPart> parts) {}
}
