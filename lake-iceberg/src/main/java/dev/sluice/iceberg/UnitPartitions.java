package dev.sluice.iceberg;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.TrustedPaths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The partitions whose rows are units of a table. */
record UnitPartitions(Pipeline pipeline, TrustedTable table) {
  /** The partition of a unit, without anything in raw; empty: the unit is in none. */
  Optional<TrustedPartition> of(MadeUnit unit) {
    return of(unit.path());
  }

  private Optional<TrustedPartition> of(String path) {
    String folder = path.isEmpty() ? "/" : "/" + path + "/";
    return new TrustedPaths(pipeline, table)
        .read(pipeline.location(table).prefix() + folder + "part-0.parquet");
  }

  /** Those that are made, by their paths, and not in raw. */
  List<TrustedPartition> gone(List<String> made, List<TrustedPartition> inRaw) {
    Set<String> paths = inRaw.stream().map(TrustedPartition::path).collect(Collectors.toSet());
    List<TrustedPartition> gone = new ArrayList<>();
    for (String path : made) {
      if (!paths.contains(path)) {
        of(path).ifPresent(gone::add);
      }
    }
    return gone;
  }
}
