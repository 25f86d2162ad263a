package dev.sluice.core.alert;

import dev.sluice.core.pipeline.AlertRule;

/**
 * A rule bound to the schema.
 *
 * @param rule as defined
 * @param condition over slots
 * @param measuredSlot the field whose value alerts show and whose extremes summaries show
 * @param measuredField its name
 * @param message bound
 * @param limit the condition in words
 */
record BoundRule(
    AlertRule rule,
    BoundCondition condition,
    int measuredSlot,
    String measuredField,
    MessageTemplate message,
    String limit) {
  /** A rule's name becomes part of subjects, attributes and keys of the state. */
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  BoundRule {
    if (!rule.name().matches(NAME)) {
      throw new IllegalArgumentException(
          "A rule's name is up to 64 letters, digits, '.', '_' and '-', not '" + rule.name() + "'");
    }
  }

  static BoundRule bind(AlertRule rule, ConditionBinder binder) {
    String measured = ConditionText.measuredField(rule.when());
    return new BoundRule(
        rule,
        binder.bind(rule.when()),
        binder.slot(measured),
        measured,
        MessageTemplate.bind(rule.message(), binder),
        ConditionText.describe(rule.when()));
  }

  boolean isStaging() {
    return rule.mode() == AlertRule.Mode.STAGING;
  }
}
