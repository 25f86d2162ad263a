package dev.sluice.core.run;

import dev.sluice.core.trusted.RowCounts;

/**
 * A trusted table as a run left it.
 *
 * @param partitions that it has
 * @param rewritten by this run
 * @param fingerprint of all partitions: equal fingerprints, equal rows
 * @param counts over all partitions; reasons only of those rewritten
 */
public record TableTotals(long partitions, long rewritten, String fingerprint, RowCounts counts) {
  TableTotals withRewritten(long count) {
    return new TableTotals(partitions, count, fingerprint, counts);
  }
}
