package dev.sluice.localaws.athena.iceberg;

import java.util.Locale;
import java.util.Optional;

/** The tables about a table that Athena has; their names are written {@code "TABLE$NAME"}. */
public enum MetadataTable {
  FILES,
  MANIFESTS,
  HISTORY,
  PARTITIONS,
  SNAPSHOTS,
  REFS;

  /** Empty if the name is not of one of these. */
  public static Optional<MetadataTable> of(String name) {
    for (MetadataTable one : values()) {
      if (one.name().equals(name.toUpperCase(Locale.ROOT))) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }
}
