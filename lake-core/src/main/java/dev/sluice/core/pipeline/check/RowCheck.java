package dev.sluice.core.pipeline.check;

/**
 * A check of each row of a table, made before its partition is published.
 *
 * @param name unique in the table: lower case letters, digits, hyphens
 */
public record RowCheck(String name, RowRule rule, Severity severity) {
  public RowCheck {
    Checks.requireName(name);
  }
}
