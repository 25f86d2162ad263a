package dev.sluice.core.trusted;

import java.util.Map;
import java.util.Optional;

/** What a trusted object's metadata tells of it. */
final class PartitionMetadata {
  private PartitionMetadata() {}

  static Map<String, String> write(String fingerprint, RowCounts counts) {
    return Map.of(
        "fingerprint", fingerprint,
        "stored", Long.toString(counts.stored()),
        "duplicates", Long.toString(counts.duplicates()),
        "dropped", Long.toString(counts.dropped()),
        "rows", Long.toString(counts.rows()));
  }

  /** Empty if it isn't metadata of a trusted object; such an object is to be written anew. */
  static Optional<PartitionOutcome.UpToDate> read(Map<String, String> metadata) {
    try {
      RowCounts counts =
          new RowCounts(
              Long.parseLong(metadata.getOrDefault("stored", "")),
              Long.parseLong(metadata.getOrDefault("duplicates", "")),
              Long.parseLong(metadata.getOrDefault("dropped", "")),
              Long.parseLong(metadata.getOrDefault("rows", "")),
              Map.of());
      return Optional.ofNullable(metadata.get("fingerprint"))
          .map(fingerprint -> new PartitionOutcome.UpToDate(fingerprint, counts));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
