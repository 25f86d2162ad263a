package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.memory.Memory;
import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.Clearing;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.Trigger;
import dev.sluice.core.record.Slots;
import java.time.Duration;
import java.util.Optional;

/**
 * The part of a rule that needs a memory, bound to the schema.
 *
 * @param where which records it looks at
 * @param detector judges them
 * @param episode makes violations of that
 * @param tellsContinuing whether readings of a violation that lasts are counted
 * @param tellsEnd whether its end is told
 * @param keepMillis for how long a group without readings is remembered
 */
public record Watch<M extends Memory>(
    Optional<BoundCondition> where,
    Detector<M> detector,
    Episode episode,
    boolean tellsContinuing,
    boolean tellsEnd,
    long keepMillis) {
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  static Watch<?> bind(AlertRule rule, int measuredSlot, ConditionBinder binder) {
    boolean silence = rule.when() instanceof Trigger.Silence;
    boolean stuck = rule.when() instanceof Trigger.Stuck;
    long longest = rule.when().span().plus(rule.firing().hold()).toMillis();
    return new Watch<>(
        rule.scope().where().map(binder::bind),
        detector(rule, measuredSlot, binder),
        new Episode(stuck ? longest : rule.firing().hold().toMillis()),
        !silence && !stuck,
        silence || stuck || rule.firing().clear().isPresent(),
        Math.max(DAY_MILLIS, 2 * longest));
  }

  boolean looksAt(Slots slots) {
    return where.isEmpty() || where.get().holds(slots);
  }

  private static Detector<?> detector(AlertRule rule, int measuredSlot, ConditionBinder binder) {
    Trigger when = rule.when();
    if (when instanceof Trigger.Silence silence) {
      return new SilenceDetector(measuredSlot, silence.duration().toMillis());
    } else if (when instanceof Trigger.Stuck stuck) {
      return new StuckDetector(measuredSlot, stuck.duration().toMillis());
    } else if (when instanceof Trigger.Change change) {
      NumberJudge judge = new NumberJudge(change.band(), rule.firing().clear());
      return new ChangeDetector(binder.numberSlot(change.field()), change.per().toMillis(), judge);
    } else if (when instanceof Trigger.Aggregate aggregate) {
      NumberJudge judge = new NumberJudge(aggregate.band(), rule.firing().clear());
      int slot =
          aggregate.figure() == Trigger.Figure.COUNT
              ? binder.slot(aggregate.field())
              : binder.numberSlot(aggregate.field());
      return new PeriodDetector(aggregate.figure(), slot, aggregate.over().toMillis(), judge);
    } else if (when instanceof Trigger.Matches matches) {
      return condition(rule, matches.condition(), measuredSlot, binder);
    }
    throw new IllegalArgumentException("Unknown trigger " + when);
  }

  private static Detector<?> condition(
      AlertRule rule, Condition when, int measuredSlot, ConditionBinder binder) {
    BoundCondition clear =
        rule.firing().clear().map(clearing -> bind(clearing, measuredSlot, binder)).orElse(null);
    return new ConditionDetector(
        binder.bind(when), clear, measuredSlot, !rule.firing().hold().isZero());
  }

  private static BoundCondition bind(Clearing clearing, int measuredSlot, ConditionBinder binder) {
    if (clearing instanceof Clearing.Matches matches) {
      return binder.bind(matches.condition());
    } else if (clearing instanceof Clearing.Limit limit) {
      return ConditionBinder.number(measuredSlot, limit::holds);
    }
    throw new IllegalArgumentException("Unknown clearing " + clearing);
  }
}
