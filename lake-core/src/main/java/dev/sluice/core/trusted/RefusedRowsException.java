package dev.sluice.core.trusted;

import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.check.CheckedRows;
import dev.sluice.core.trusted.flaw.Flaw;
import dev.sluice.core.trusted.flaw.Flaws;
import dev.sluice.core.trusted.rows.RowTally;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The rows are not as the table's columns and checks say that they must be. */
final class RefusedRowsException extends IOException {
  private static final long serialVersionUID = 1;
  private final transient Flaws flaws;

  private RefusedRowsException(String reason, Flaws flaws) {
    super(reason);
    this.flaws = flaws;
  }

  Flaws flaws() {
    return flaws;
  }

  /**
   * Whether rows may become the table's.
   *
   * @param tally of all rows
   * @param failed how many rows fail which checks
   * @param flaws what is wrong with them in all
   */
  static void check(TrustedTable table, RowTally tally, List<Flaw> failed, Flaws flaws)
      throws RefusedRowsException {
    Optional<String> reasons = CheckedRows.refusal(table, tally, failed);
    if (reasons.isPresent()) {
      throw new RefusedRowsException(reasons.get(), flaws.plus(tally.beyondMaxNull()));
    }
  }
}
