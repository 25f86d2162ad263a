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
 * @param scope which records it looks at
 * @param when it fires
 * @param firing for how long
 * @param message a text with {@code {field}} for the record's values
 */
public record AlertRule(
    String name,
    Severity severity,
    Mode mode,
    Scope scope,
    Trigger when,
    Firing firing,
    String message) {
  /** A rule over single records and their key. */
  public AlertRule(String name, Severity severity, Mode mode, Condition when, String message) {
    this(name, severity, mode, Scope.ALL, new Trigger.Matches(when), Firing.AT_ONCE, message);
  }

  /** The same, publishing. */
  public AlertRule live() {
    return new AlertRule(name, severity, Mode.LIVE, scope, when, firing, message);
  }

  /** Whether it needs to know earlier records of the group. */
  public boolean remembers() {
    return !(when instanceof Trigger.Matches) || !firing.equals(Firing.AT_ONCE);
  }

  /**
   * Which records belong to it, and to one another.
   *
   * @param by the fields whose values make a group, of which alerts speak as the device; empty: the
   *     record's key
   * @param where which records it looks at; empty: all
   */
  public record Scope(List<String> by, Optional<Condition> where) {
    static final Scope ALL = new Scope(List.of(), Optional.empty());

    public Scope {
      by = List.copyOf(by);
    }
  }

  /**
   * How it begins and ends to fire.
   *
   * @param hold how long it must hold without a break before it fires; zero: at once
   * @param clear what ends a violation; empty: that it holds no longer
   */
  public record Firing(Duration hold, Optional<Clearing> clear) {
    static final Firing AT_ONCE = new Firing(Duration.ZERO, Optional.empty());

    public Firing {
      if (hold.isNegative()) {
        throw new IllegalArgumentException("A rule can't hold for " + hold);
      }
    }
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
