package dev.sluice.core.trusted.rows;

import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the records of a partition, or of several: {@code stored - duplicates - dropped -
 * quarantined = rows}.
 *
 * @param stored records read from raw
 * @param duplicates records whose id came before
 * @param dropped records left out by a rule, each id once
 * @param quarantined rows that a check keeps out of the table
 * @param rows in the table
 * @param reasons why records were dropped, with counts; may be cut short, so they need not add up
 */
public record RowCounts(
    long stored,
    long duplicates,
    long dropped,
    long quarantined,
    long rows,
    Map<String, Long> reasons) {
  public static final RowCounts ZERO = new RowCounts(0, 0, 0, 0, Map.of());

  public RowCounts {
    reasons = java.util.Collections.unmodifiableMap(new TreeMap<>(reasons));
    if (stored - duplicates - dropped - quarantined != rows
        || Math.min(Math.min(duplicates, dropped), Math.min(quarantined, rows)) < 0) {
      throw new IllegalArgumentException(
          "stored %d - duplicates %d - dropped %d - quarantined %d is not rows %d"
              .formatted(stored, duplicates, dropped, quarantined, rows));
    }
  }

  /** Of a table without a quarantine. */
  public RowCounts(
      long stored, long duplicates, long dropped, long rows, Map<String, Long> reasons) {
    this(stored, duplicates, dropped, 0, rows, reasons);
  }

  /** The sums of both. */
  public RowCounts plus(RowCounts other) {
    Map<String, Long> sums = new TreeMap<>(reasons);
    other.reasons.forEach((reason, count) -> sums.merge(reason, count, Long::sum));
    return new RowCounts(
        stored + other.stored,
        duplicates + other.duplicates,
        dropped + other.dropped,
        quarantined + other.quarantined,
        rows + other.rows,
        sums);
  }
}
