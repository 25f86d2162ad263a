package dev.sluice.core.run.state;

import dev.sluice.core.trusted.PartitionFingerprint;
import dev.sluice.core.trusted.TablePin;
import dev.sluice.core.trusted.flaw.Flaws;
import dev.sluice.core.trusted.rows.RowCounts;
import dev.sluice.core.trusted.rows.RowTotals;
import java.util.Map;
import java.util.Optional;

/**
 * A trusted table as a run left it.
 *
 * @param partitions that it has
 * @param rewritten by this run
 * @param fingerprint of all partitions: equal fingerprints, equal rows
 * @param rows over all partitions; reasons only of those rewritten
 * @param made the flaws of the partitions that were rewritten by this run
 * @param refused the flaws of the partitions that this run left as they were for their rows
 * @param pin the table shows what it was, and this run left it so
 */
public record TableTotals(
    long partitions,
    long rewritten,
    String fingerprint,
    RowTotals rows,
    Flaws made,
    Flaws refused,
    Optional<TablePin> pin) {
  public static final TableTotals ZERO =
      new TableTotals(0, 0, "", RowTotals.ZERO, Flaws.NONE, Flaws.NONE, Optional.empty());

  /** Of a table that shows what it was: of that only the rows are known. */
  public static TableTotals of(TablePin pin) {
    return new TableTotals(
        0,
        0,
        PartitionFingerprint.sha256(pin.snapshot()),
        RowTotals.of(new RowCounts(pin.rows(), 0, 0, pin.rows(), Map.of())),
        Flaws.NONE,
        Flaws.NONE,
        Optional.of(pin));
  }

  public RowCounts counts() {
    return rows.counts();
  }

  public TableTotals withRewritten(long count) {
    return new TableTotals(partitions, count, fingerprint, rows, made, refused, pin);
  }

  /** With what a further partition was refused for. */
  public TableTotals withRefused(Flaws flaws) {
    return new TableTotals(
        partitions, rewritten, fingerprint, rows, made, refused.plus(flaws), pin);
  }

  /** The flaws of all rows that this run looked at. */
  public Flaws found() {
    return made.plus(refused);
  }

  /** Whether this run looked at any rows. */
  public boolean isTouched() {
    return rewritten > 0 || !refused.isEmpty();
  }

  /** How many partitions of all tables were rewritten. */
  public static long rewritten(Map<String, TableTotals> tables) {
    return tables.values().stream().mapToLong(TableTotals::rewritten).sum();
  }
}
