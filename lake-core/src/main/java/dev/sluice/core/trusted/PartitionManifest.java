package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.trusted.rows.RowCounts;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a partition's trusted object says of itself in its metadata.
 *
 * @param fingerprint of the raw objects of which it was made, and of the table's definition
 * @param counts of its rows, without reasons
 * @param hasRejected whether rows that can't be read were kept beside it
 * @param oldest when the oldest of those raw objects was put
 * @param run the run that made it
 * @param madeAt when it was put
 */
public record PartitionManifest(
    String fingerprint,
    RowCounts counts,
    boolean hasRejected,
    Instant oldest,
    String run,
    Instant madeAt) {

  /**
   * Reads it from an object. Empty if its metadata is not that of a trusted object; such an object
   * is to be rewritten.
   */
  public static Optional<PartitionManifest> of(ObjectInfo object) {
    Map<String, String> metadata = object.metadata();
    try {
      RowCounts counts =
          new RowCounts(
              Long.parseLong(metadata.getOrDefault("stored", "")),
              Long.parseLong(metadata.getOrDefault("duplicates", "")),
              Long.parseLong(metadata.getOrDefault("dropped", "")),
              Long.parseLong(metadata.getOrDefault("rows", "")),
              Map.of());
      Instant oldest = Instant.parse(metadata.getOrDefault("oldest", ""));
      return Optional.ofNullable(metadata.get("fingerprint"))
          .map(
              fingerprint ->
                  new PartitionManifest(
                      fingerprint,
                      counts,
                      metadata.containsKey("rejected"),
                      oldest,
                      metadata.getOrDefault("run", ""),
                      object.modified()));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The metadata that {@link #of} reads; {@code madeAt} is the store's to know. */
  public Map<String, String> metadata() {
    Map<String, String> metadata = new HashMap<>();
    metadata.put("fingerprint", fingerprint);
    metadata.put("stored", Long.toString(counts.stored()));
    metadata.put("duplicates", Long.toString(counts.duplicates()));
    metadata.put("dropped", Long.toString(counts.dropped()));
    metadata.put("rows", Long.toString(counts.rows()));
    metadata.put("oldest", oldest.toString());
    metadata.put("run", run);
    if (hasRejected) {
      metadata.put("rejected", "true");
    }
    return metadata;
  }
}
