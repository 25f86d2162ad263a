package dev.sluice.core.pipeline;

/**
 * A rule over single records. The device it speaks of is the record's key.
 *
 * @param name unique in the pipeline
 * @param severity who is told (SMS for {@code CRITICAL} only)
 * @param mode whether it publishes
 * @param when it fires
 * @param message a text with {@code {field}} for the record's values
 */
public record AlertRule(String name, Severity severity, Mode mode, Condition when, String message) {

  /** How much it matters. */
  public enum Severity {
    INFO,
    WARNING,
    CRITICAL
  }

  /** Whether a rule publishes or only logs and counts. */
  public enum Mode {
    LIVE,
    STAGING
  }
}
