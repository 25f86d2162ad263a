package dev.sluice.core.run.state;

import dev.sluice.core.pipeline.check.Severity;
import dev.sluice.core.trusted.flaw.Flaw;

/**
 * What came of a check of a trusted table.
 *
 * @param check its name; unique in the table
 * @param failed how many rows don't pass it; 0: it holds
 * @param example of what doesn't pass, in one line; empty: none
 */
public record CheckResult(
    String table, String check, Severity severity, long failed, String example) {
  private static final int LONGEST_EXAMPLE = 200;

  public CheckResult {
    if (failed < 0) {
      throw new IllegalArgumentException(
          "Check '%s' of table '%s' has 0 or more failed rows, not %d"
              .formatted(check, table, failed));
    }
    example = Flaw.cut(example, LONGEST_EXAMPLE);
  }

  /** Unique in the pipeline. */
  public String subject() {
    return table + "." + check;
  }

  public boolean isFailure() {
    return failed > 0;
  }

  /** Whether it keeps what reads the table from being made. */
  public boolean isFatal() {
    return isFailure() && severity == Severity.FAIL;
  }
}
