package dev.sluice.core.alert.rule;

import dev.sluice.core.record.Slots;

/**
 * A condition whose fields are slots. A field that is absent, or not a number where a number is
 * asked for, makes its condition false.
 */
interface BoundCondition {
  boolean holds(Slots slots);
}
