package dev.sluice.core.trusted.rows;

import dev.sluice.core.pipeline.TrustedTable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which records become rows. Those without a required value are dropped, and counted; a row learns
 * the hash of its id, and why it will be left out in the end.
 */
final class RowIntake {
  /** It doesn't pass the table's filter. */
  static final int FILTERED = 1;

  /** It says that there is none with its id any more. */
  static final int DELETED = 2;

  private final RowLayout layout;
  private final RowFilter filter;
  private final RequiredColumns required;
  private final IdHash ids;
  private final RowTally tally;
  private final Map<String, Long> reasons = new TreeMap<>();
  private long dropped;

  /**
   * @param tally counts the flaws for which rows are dropped
   */
  RowIntake(TrustedTable table, RowLayout layout, RowTally tally) {
    this.layout = layout;
    this.tally = tally;
    filter = RowFilter.of(table, layout);
    required = new RequiredColumns(layout);
    ids = new IdHash(layout);
  }

  /** Completes a record's row; false: it is dropped. */
  boolean takes(RowBuilder row) {
    int missing = required.missing(row);
    if (missing >= 0) {
      drop(required.reason(missing, row));
      tally.drop(row, missing);
      return false;
    }
    row.finish();
    RowLayout.LONGS.set(row.bytes(), RowLayout.HASH, ids.of(row.bytes()));
    row.setReason(reason(row.bytes()));
    return true;
  }

  private int reason(byte[] row) {
    if (layout.isDeletion(row, 0)) {
      return DELETED;
    }
    return filter.passes(row, 0) ? 0 : FILTERED;
  }

  void dropNoRecord() {
    drop("not a JSON object");
  }

  void dropUnreadable() {
    drop("not readable");
  }

  void dropFiltered() {
    drop("not in the filter");
  }

  private void drop(String reason) {
    dropped++;
    reasons.merge(reason, 1L, Long::sum);
  }

  long dropped() {
    return dropped;
  }

  Map<String, Long> reasons() {
    return reasons;
  }
}
