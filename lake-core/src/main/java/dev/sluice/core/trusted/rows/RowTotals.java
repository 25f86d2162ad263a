package dev.sluice.core.trusted.rows;

import dev.sluice.core.trusted.flaw.Flaws;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the rows of a partition, or of several, come to.
 *
 * @param counts what became of the records
 * @param flaws what is wrong with values and rows
 * @param newest the newest event time of a row; empty: there is no row, or the table has no time
 */
public record RowTotals(RowCounts counts, Flaws flaws, Optional<Instant> newest) {
  public static final RowTotals ZERO = of(RowCounts.ZERO);

  /** Rows without flaws in a table without a time. */
  public static RowTotals of(RowCounts counts) {
    return new RowTotals(counts, Flaws.NONE, Optional.empty());
  }

  /** The same rows with further flaws. */
  public RowTotals plus(Flaws others) {
    return new RowTotals(counts, flaws.plus(others), newest);
  }

  /** The sums of both, and the later of both times. */
  public RowTotals plus(RowTotals other) {
    return new RowTotals(
        counts.plus(other.counts),
        flaws.plus(other.flaws),
        Stream.concat(newest.stream(), other.newest.stream()).max(Instant::compareTo));
  }
}
