package dev.sluice.core.alert.rule;

import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.Clearing;
import dev.sluice.core.pipeline.Trigger;
import java.time.Duration;
import java.util.Locale;

/** Rules in words, for people who read alerts. */
public final class RuleText {
  private RuleText() {}

  /** E.g. {@code data above 35 for 30s, until below 33, where type is temperature}. */
  public static String limit(AlertRule rule) {
    StringBuilder text = new StringBuilder(trigger(rule.when()));
    if (!rule.firing().hold().isZero()) {
      text.append(" for ").append(duration(rule.firing().hold()));
    }
    rule.firing().clear().ifPresent(clearing -> text.append(", until ").append(clearing(clearing)));
    rule.scope()
        .where()
        .ifPresent(where -> text.append(", where ").append(ConditionText.describe(where)));
    return text.toString();
  }

  /** What is measured, e.g. {@code mean of data over 5m}; empty if nothing is. */
  static String measured(Trigger when) {
    if (when instanceof Trigger.Matches matches) {
      return ConditionText.measuredField(matches.condition());
    } else if (when instanceof Trigger.Change change) {
      return "change of " + change.field() + " per " + duration(change.per());
    } else if (when instanceof Trigger.Aggregate aggregate) {
      String figure = aggregate.figure().name().toLowerCase(Locale.ROOT);
      return figure + " of " + aggregate.field() + " over " + duration(aggregate.over());
    } else if (when instanceof Trigger.Stuck stuck) {
      return stuck.field();
    } else if (when instanceof Trigger.Silence silence) {
      return silence.field().orElse("");
    }
    throw new IllegalArgumentException("Unknown trigger " + when);
  }

  /** E.g. {@code 90s}, {@code 5m}, {@code 1h}. */
  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    } else if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private static String trigger(Trigger when) {
    if (when instanceof Trigger.Matches matches) {
      return ConditionText.describe(matches.condition());
    } else if (when instanceof Trigger.Change change) {
      return measured(when) + " " + ConditionText.outside(change.band());
    } else if (when instanceof Trigger.Aggregate aggregate) {
      return measured(when) + " " + ConditionText.outside(aggregate.band());
    } else if (when instanceof Trigger.Stuck stuck) {
      return stuck.field() + " unchanged for " + duration(stuck.duration());
    } else if (when instanceof Trigger.Silence silence) {
      return "no reading for " + duration(silence.duration());
    }
    throw new IllegalArgumentException("Unknown trigger " + when);
  }

  private static String clearing(Clearing clearing) {
    if (clearing instanceof Clearing.Matches matches) {
      return ConditionText.describe(matches.condition());
    } else if (clearing instanceof Clearing.Limit limit) {
      return limit.isInside()
          ? "within " + ConditionText.ends(limit.band())
          : ConditionText.outside(limit.band());
    }
    throw new IllegalArgumentException("Unknown clearing " + clearing);
  }
}
