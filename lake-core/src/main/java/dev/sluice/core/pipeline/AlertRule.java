package dev.sluice.core.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A rule over a stream's records.
 *
 * @param name unique in the pipeline
 * @param severity who is told (SMS for {@code CRITICAL} only)
 * @param mode whether it publishes
 * @param by the fields whose values make a group, of which alerts speak as the device; empty: the
 *     record's key
 * @param where which records it looks at; empty: all
 * @param when it fires
 * @param hold how long it must hold without a break before it fires; zero: at once
 * @param clear what ends a violation; empty: that {@code when} holds no longer
 * @param message a text with {@code {field}} for the record's values
 */
public record AlertRule(
    String name,
    Severity severity,
    Mode mode,
    List<String> by,
    Optional<Condition> where,
    Trigger when,
    Duration hold,
    Optional<Clearing> clear,
    String message) {
  public AlertRule {
    by = List.copyOf(by);
    if (hold.isNegative()) {
      throw new IllegalArgumentException("A rule can't hold for " + hold);
    }
  }

  /** A rule over single records and their key. */
  public AlertRule(String name, Severity severity, Mode mode, Condition when, String message) {
    this(
        name,
        severity,
        mode,
        List.of(),
        Optional.empty(),
        new Trigger.Matches(when),
        Duration.ZERO,
        Optional.empty(),
        message);
  }

  /** Whether it needs to know earlier records of the group. */
  public boolean remembers() {
    return !(when instanceof Trigger.Matches) || !hold.isZero() || clear.isPresent();
  }

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
