package dev.sluice.core.trusted.parts;

import dev.sluice.core.trusted.flaw.Flaw;
import dev.sluice.core.trusted.flaw.Flaws;
import dev.sluice.core.trusted.rows.RowTally;
import dev.sluice.core.trusted.rows.RowTotals;
import java.util.ArrayList;
import java.util.List;

/**
 * What a step of a large partition came to: of a piece, the records that gave no row; of a bucket,
 * its rows.
 *
 * @param totals as always; they tell the most frequent flaws only
 * @param flaws all of them
 * @param nulls see {@link RowTally#nulls}
 * @param hasOthers whether there are rows beside those of the table: of a piece, that can't be
 *     read; of a bucket, that checks keep out
 * @param files what the table is to be told of its files; empty: of a piece
 */
public record PartReport(
    RowTotals totals, List<Flaw> flaws, List<Long> nulls, boolean hasOthers, byte[] files) {
  public PartReport {
    flaws = List.copyOf(flaws);
    nulls = List.copyOf(nulls);
  }

  /** Of rows that were counted. */
  public static PartReport of(RowTotals totals, RowTally tally, boolean hasOthers, byte[] files) {
    return new PartReport(totals, tally.flaws(), tally.nulls(), hasOthers, files);
  }

  /** The same with rows that fail checks. */
  public PartReport with(List<Flaw> failed) {
    List<Flaw> all = new ArrayList<>(flaws);
    all.addAll(failed);
    return new PartReport(totals, all, nulls, hasOthers, files);
  }

  /**
   * What several come to.
   *
   * @param tally of the table, where nothing was counted yet
   */
  public static RowTotals sum(List<PartReport> reports, RowTally tally) {
    RowTotals sum = RowTotals.ZERO;
    List<Flaw> flaws = new ArrayList<>();
    for (PartReport report : reports) {
      sum = sum.plus(report.totals);
      flaws.addAll(report.flaws);
      report.flaws.forEach(tally::add);
      tally.add(report.totals.counts().rows(), report.nulls);
    }
    return new RowTotals(sum.counts(), new Flaws(flaws), sum.newest());
  }
}
