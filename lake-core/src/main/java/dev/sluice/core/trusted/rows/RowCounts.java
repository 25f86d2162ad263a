package dev.sluice.core.trusted.rows;

import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the records of a partition, or of several: {@code stored - duplicates - replaced -
 * deleted - dropped - quarantined = rows}.
 *
 * @param stored records read from raw
 * @param duplicates records whose id came before; where the latest version of an id is kept,
 *     further records of that version
 * @param versions records that a later version put out
 * @param dropped records left out by a rule, each id once
 * @param quarantined rows that a check keeps out of the table
 * @param rows in the table
 * @param reasons why records were dropped, with counts; may be cut short, so they need not add up
 */
public record RowCounts(
    long stored,
    long duplicates,
    Versions versions,
    long dropped,
    long quarantined,
    long rows,
    Map<String, Long> reasons) {
  public static final RowCounts ZERO = new RowCounts(0, 0, 0, 0, Map.of());

  public RowCounts {
    reasons = java.util.Collections.unmodifiableMap(new TreeMap<>(reasons));
    long left = stored - duplicates - versions.replaced - versions.deleted - dropped - quarantined;
    if (left != rows || Math.min(Math.min(duplicates, dropped), Math.min(quarantined, rows)) < 0) {
      throw new IllegalArgumentException(
          "stored %d - duplicates %d - replaced %d - deleted %d - dropped %d - quarantined %d is not rows %d"
              .formatted(
                  stored,
                  duplicates,
                  versions.replaced,
                  versions.deleted,
                  dropped,
                  quarantined,
                  rows));
    }
  }

  /**
   * What became of versions, in a table that keeps the latest of each id.
   *
   * @param replaced records of an older version than the latest of their id
   * @param deleted ids whose latest version says that they are deleted
   */
  public record Versions(long replaced, long deleted) {
    /** All ids have one version. */
    public static final Versions NONE = new Versions(0, 0);

    public Versions {
      if (Math.min(replaced, deleted) < 0) {
        throw new IllegalArgumentException("replaced %d, deleted %d".formatted(replaced, deleted));
      }
    }

    Versions plus(Versions other) {
      return new Versions(replaced + other.replaced, deleted + other.deleted);
    }
  }

  /** Of a table without versions and without a quarantine. */
  public RowCounts(
      long stored, long duplicates, long dropped, long rows, Map<String, Long> reasons) {
    this(stored, duplicates, Versions.NONE, dropped, 0, rows, reasons);
  }

  /** The sums of both. */
  public RowCounts plus(RowCounts other) {
    Map<String, Long> sums = new TreeMap<>(reasons);
    other.reasons.forEach((reason, count) -> sums.merge(reason, count, Long::sum));
    return new RowCounts(
        stored + other.stored,
        duplicates + other.duplicates,
        versions.plus(other.versions),
        dropped + other.dropped,
        quarantined + other.quarantined,
        rows + other.rows,
        sums);
  }
}
