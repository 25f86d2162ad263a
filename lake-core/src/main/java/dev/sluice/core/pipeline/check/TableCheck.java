package dev.sluice.core.pipeline.check;

/**
 * A check of a table as a whole, made after it is published.
 *
 * @param name unique in the table: lower case letters, digits, hyphens
 * @param severity not QUARANTINE
 */
public record TableCheck(String name, TableRule rule, Severity severity) {
  public TableCheck {
    Checks.requireName(name);
    if (severity == Severity.QUARANTINE) {
      throw new IllegalArgumentException(
          "Check '" + name + "' is of a table: there are no rows to be put into quarantine");
    }
  }
}
