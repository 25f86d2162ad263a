package dev.sluice.core.trusted;

import dev.sluice.core.lake.RawKeyReader;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.record.Period;
import dev.sluice.core.trusted.survey.ObjectSum;
import dev.sluice.core.trusted.survey.RawIndex;
import dev.sluice.core.trusted.survey.RawPart;
import dev.sluice.core.trusted.survey.SurveyedRaw.Looked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The partitions of tables that are made of what an input has in raw. */
final class RawPartitions {
  private final Input input;
  private final RawIndex raw;
  private final RawKeyReader keys;
  private final List<TableParts> tables;

  /** By the time at which they begin. */
  private final TreeMap<Instant, RawPart> inTime = new TreeMap<>();

  /** Those with records that lie by arrival. */
  private final TreeMap<Instant, RawPart> unbelieved = new TreeMap<>();

  RawPartitions(Pipeline pipeline, Input input, RawIndex raw) {
    this.input = input;
    this.raw = raw;
    keys = new RawKeyReader(input.layout());
    tables =
        pipeline.trusted().stream()
            .filter(table -> table.input().equals(input.name()))
            .map(table -> new TableParts(table, pipeline.location(table), new TreeMap<>()))
            .toList();
    raw.parts().forEach(this::add);
  }

  private void add(String prefix, RawPart part) {
    inTime.put(part.period().from(), part);
    if (part.unbelieved().count() > 0) {
      unbelieved.put(part.period().from(), part);
    }
    if (!keys.read(prefix + "object")) {
      throw new IllegalArgumentException("'%s' is not in the layout of raw".formatted(prefix));
    }
    tables.forEach(table -> add(part, table));
  }

  private void add(RawPart part, TableParts table) {
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

  TrustedPartitions all() {
    return new TrustedPartitions(
        tables.stream()
            .flatMap(table -> table.byPath().values().stream())
            .map(this::finish)
            .toList(),
        raw.strayKeys().stream().limit(TrustedPartitions.MOST_STRAYS).toList(),
        raw.strays(),
        Map.of(),
        Looked.NOTHING);
  }

  private TrustedPartition finish(Growing growing) {
    TrustedPartition partition = growing.partition();
    RawPart all = new RawPart(partition.period());
    growing.parts().forEach(all::add);
    PartitionFingerprint fingerprint =
        new PartitionFingerprint(partition.table(), partition.input().format());
    fingerprint.add(all.objects(), neighbours(partition, all));
    return partition.with(
        new TrustedPartition.Objects(
            all.objects().count(), all.bytes(), all.newest(), fingerprint.hex()));
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
