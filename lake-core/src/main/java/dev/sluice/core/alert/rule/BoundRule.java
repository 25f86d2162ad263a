package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.text.NumberText;
import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.Trigger;
import dev.sluice.core.record.Slots;
import java.util.List;
import java.util.Optional;

/**
 * A rule bound to the schema.
 *
 * @param rule as defined
 * @param condition over slots; of a rule with a memory never asked
 * @param watch what needs a memory
 * @param group which records belong together; empty: those of one key
 * @param measuredSlot the field whose value alerts show; negative: none
 * @param measured its name, or what was computed of it; empty: nothing
 * @param message bound
 */
public record BoundRule(
    AlertRule rule,
    BoundCondition condition,
    Optional<Watch<?>> watch,
    GroupBy group,
    int measuredSlot,
    String measured,
    MessageTemplate message) {
  /** A rule's name becomes part of subjects, attributes and keys of the state. */
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  public BoundRule {
    if (!rule.name().matches(NAME)) {
      throw new IllegalArgumentException(
          "A rule's name is up to 64 letters, digits, '.', '_' and '-', not '" + rule.name() + "'");
    }
  }

  static BoundRule bind(AlertRule rule, String keyField, ConditionBinder binder) {
    int slot = measuredSlot(rule.when(), binder);
    List<String> by = rule.scope().by().isEmpty() ? List.of(keyField) : rule.scope().by();
    return new BoundRule(
        rule,
        condition(rule, binder),
        rule.remembers() ? Optional.of(Watch.bind(rule, slot, binder)) : Optional.empty(),
        new GroupBy(by.stream().map(binder::slot).toList(), binder.slot(keyField)),
        slot,
        RuleText.measured(rule.when()),
        MessageTemplate.bind(rule.message(), binder));
  }

  /** The condition of a rule that looks at one record. */
  private static BoundCondition condition(AlertRule rule, ConditionBinder binder) {
    if (rule.remembers() || !(rule.when() instanceof Trigger.Matches matches)) {
      return slots -> false;
    }
    Optional<Condition> where = rule.scope().where();
    return binder.bind(
        where.isEmpty()
            ? matches.condition()
            : new Condition.All(List.of(where.get(), matches.condition())));
  }

  private static int measuredSlot(Trigger when, ConditionBinder binder) {
    boolean isComputed = when instanceof Trigger.Change || when instanceof Trigger.Aggregate;
    String field = RuleText.measured(when);
    return isComputed || field.isEmpty() ? -1 : binder.slot(field);
  }

  boolean isStaging() {
    return rule.mode() == AlertRule.Mode.STAGING;
  }

  /** The text of what was measured, from the record or as computed. */
  String value(Slots slots, double number) {
    if (measuredSlot < 0) {
      return NumberText.rounded(number);
    }
    String value = slots.text(measuredSlot);
    return value == null ? "(none)" : value;
  }
}
