package dev.sluice.iceberg;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.trusted.PartitionManifest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;

/**
 * Rows that are made, and replaced, together: those of a group of raw objects, mostly of a day.
 * They may lie in several of the table's partitions, if a row's time is not that of its raw object.
 *
 * @param path of the unit, which nothing else has in this table
 * @param ordinal grows with the unit's time, by one from unit to unit
 * @param made what it is made of, and its counts
 * @param files with its rows; none: there are no rows
 */
public record MadeUnit(String path, long ordinal, Map<String, String> made, List<DataFile> files) {
  public MadeUnit {
    made = java.util.Collections.unmodifiableMap(new TreeMap<>(made));
    files = List.copyOf(files);
  }

  /** When it was made. */
  Instant at() {
    return Instant.parse(made.get(UnitDraft.MADE_AT));
  }

  /** What it is made of; empty: nobody knows. */
  Optional<PartitionManifest> manifest() {
    return PartitionManifest.of(new ObjectInfo(path, 0, "", at(), made));
  }

  Set<String> locations() {
    return files.stream().map(DataFile::location).collect(Collectors.toSet());
  }

  /** The same without what its files say of columns. */
  MadeUnit withoutMetrics() {
    return new MadeUnit(
        path, ordinal, made, files.stream().map(DataFile::copyWithoutStats).toList());
  }
}
