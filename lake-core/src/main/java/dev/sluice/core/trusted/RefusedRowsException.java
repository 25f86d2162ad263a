package dev.sluice.core.trusted;

import dev.sluice.core.trusted.check.CheckedRows;
import dev.sluice.core.trusted.flaw.Flaws;
import dev.sluice.core.trusted.rows.TrustedRows;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  static void check(TrustedRows rows, CheckedRows checked, Flaws flaws)
      throws RefusedRowsException {
    String reasons =
        Stream.concat(rows.refusal().stream(), checked.refusal().stream())
            .collect(Collectors.joining("; "));
    if (!reasons.isEmpty()) {
      throw new RefusedRowsException(reasons, flaws.plus(rows.beyondMaxNull()));
    }
  }
}
