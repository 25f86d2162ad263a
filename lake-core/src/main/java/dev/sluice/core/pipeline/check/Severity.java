package dev.sluice.core.pipeline.check;

/** What happens when a check fails. */
public enum Severity {
  /** The rows stay in the table and are counted. */
  WARN,
  /** The rows go to the table's quarantine in its place; for checks of rows. */
  QUARANTINE,
  /** The partition is not published, or the run fails. */
  FAIL
}
