package dev.sluice.core.trusted;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a trusted object's metadata tells of it. */
final class PartitionMetadata {
  private PartitionMetadata() {}

  static Map<String, String> write(String fingerprint, RowCounts counts, boolean hasRejected) {
    Map<String, String> metadata = new HashMap<>();
    metadata.put("fingerprint", fingerprint);
    metadata.put("stored", Long.toString(counts.stored()));
    metadata.put("duplicates", Long.toString(counts.duplicates()));
    metadata.put("dropped", Long.toString(counts.dropped()));
    metadata.put("rows", Long.toString(counts.rows()));
    if (hasRejected) {
      metadata.put("rejected", "true");
    }
    return metadata;
  }

  /** Whether rows of its raw objects that can't be read were kept. */
  static boolean hasRejected(Map<String, String> metadata) {
    return metadata.containsKey("rejected");
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
