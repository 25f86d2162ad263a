package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.trusted.flaw.Flaws;
import dev.sluice.core.trusted.flaw.FlawsJson;
import dev.sluice.core.trusted.rows.RowCounts;
import dev.sluice.core.trusted.rows.RowTotals;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a partition's trusted object says of itself in its metadata.
 *
 * @param fingerprint of the raw objects of which it was made, and of the table's definition
 * @param rows what its rows come to, without reasons
 * @param hasRejected whether rows that can't be read were kept beside it
 * @param oldest when the oldest of those raw objects was put
 * @param run the run that made it
 * @param madeAt when it was put
 * @param inParts whether it was too large to be made in one go
 */
public record PartitionManifest(
    String fingerprint,
    RowTotals rows,
    boolean hasRejected,
    Instant oldest,
    String run,
    Instant madeAt,
    boolean inParts) {
  /** Of 2 KB that S3 takes in all. */
  private static final int MOST_FLAWS = 1_400;

  /**
   * Reads it from an object. Empty if its metadata is not that of a trusted object; such an object
   * is to be rewritten.
   */
  public static Optional<PartitionManifest> of(ObjectInfo object) {
    Map<String, String> metadata = object.metadata();
    try {
      RowTotals rows = rows(metadata);
      Instant oldest = Instant.parse(metadata.getOrDefault("oldest", ""));
      return Optional.ofNullable(metadata.get("fingerprint"))
          .map(
              fingerprint ->
                  new PartitionManifest(
                      fingerprint,
                      rows,
                      metadata.containsKey("rejected"),
                      oldest,
                      metadata.getOrDefault("run", ""),
                      object.modified(),
                      metadata.containsKey("parts")));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Older objects have no flaws, no newest time, no versions and nothing in quarantine. */
  private static RowTotals rows(Map<String, String> metadata) {
    RowCounts counts =
        new RowCounts(
            Long.parseLong(metadata.getOrDefault("stored", "")),
            Long.parseLong(metadata.getOrDefault("duplicates", "")),
            new RowCounts.Versions(
                Long.parseLong(metadata.getOrDefault("replaced", "0")),
                Long.parseLong(metadata.getOrDefault("deleted", "0"))),
            Long.parseLong(metadata.getOrDefault("dropped", "")),
            Long.parseLong(metadata.getOrDefault("quarantined", "0")),
            Long.parseLong(metadata.getOrDefault("rows", "")),
            Map.of());
    return new RowTotals(
        counts,
        new Flaws(FlawsJson.ofAscii(metadata.getOrDefault("flaws", "[]"))),
        Optional.ofNullable(metadata.get("newest")).map(Instant::parse));
  }

  /** Whether rows were kept out of the table. */
  public boolean hasQuarantined() {
    return rows.counts().quarantined() > 0;
  }

  /** The metadata that {@link #of} reads; {@code madeAt} is the store's to know. */
  public Map<String, String> metadata() {
    Map<String, String> metadata = new HashMap<>();
    metadata.put("fingerprint", fingerprint);
    RowCounts counts = rows.counts();
    metadata.put("stored", Long.toString(counts.stored()));
    metadata.put("duplicates", Long.toString(counts.duplicates()));
    metadata.put("dropped", Long.toString(counts.dropped()));
    metadata.put("quarantined", Long.toString(counts.quarantined()));
    metadata.put("rows", Long.toString(counts.rows()));
    metadata.put("oldest", oldest.toString());
    metadata.put("run", run);
    if (!counts.versions().equals(RowCounts.Versions.NONE)) {
      metadata.put("replaced", Long.toString(counts.versions().replaced()));
      metadata.put("deleted", Long.toString(counts.versions().deleted()));
    }
    if (!rows.flaws().isEmpty()) {
      metadata.put("flaws", FlawsJson.ascii(rows.flaws(), MOST_FLAWS));
    }
    rows.newest().ifPresent(newest -> metadata.put("newest", newest.toString()));
    if (hasRejected) {
      metadata.put("rejected", "true");
    }
    if (inParts) {
      metadata.put("parts", "true");
    }
    return metadata;
  }
}
