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
    StringBuilder text = new StringBuilder(rule.when().accept(new Limit()));
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
    return when.accept(new Measured());
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

  private static final class Measured implements Trigger.Visitor<String> {
    @Override
    public String visit(Trigger.Matches when) {
      return ConditionText.measuredField(when.condition());
    }

    @Override
    public String visit(Trigger.Change when) {
      return "change of " + when.field() + " per " + duration(when.per());
    }

    @Override
    public String visit(Trigger.Aggregate when) {
      String figure = when.figure().name().toLowerCase(Locale.ROOT);
      return figure + " of " + when.field() + " over " + duration(when.over());
    }

    @Override
    public String visit(Trigger.Silence when) {
      return when.field().orElse("");
    }

    @Override
    public String visit(Trigger.Stuck when) {
      return when.field();
    }
  }

  private static final class Limit implements Trigger.Visitor<String> {
    @Override
    public String visit(Trigger.Matches when) {
      return ConditionText.describe(when.condition());
    }

    @Override
    public String visit(Trigger.Change when) {
      return measured(when) + " " + ConditionText.outside(when.band());
    }

    @Override
    public String visit(Trigger.Aggregate when) {
      return measured(when) + " " + ConditionText.outside(when.band());
    }

    @Override
    public String visit(Trigger.Silence when) {
      return "no reading for " + duration(when.duration());
    }

    @Override
    public String visit(Trigger.Stuck when) {
      return when.field() + " unchanged for " + duration(when.duration());
    }
  }
}
