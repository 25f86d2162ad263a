package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.memory.Memory;
import dev.sluice.core.alert.rule.Finding.Signal;
import dev.sluice.core.alert.text.ValueText;
import dev.sluice.core.record.Slots;

/**
 * Finds readings that repeat the value before. A reading that is older than the newest is passed
 * over; after a gap as long as the rule's duration it begins anew, since nothing was read all that
 * time.
 *
 * @param slot of the field
 * @param durationMillis the rule's
 */
record StuckDetector(int slot, long durationMillis) implements Detector {
  @Override
  public void take(Memory memory, Slots slots, long time, Finding finding) {
    finding.set(Signal.NOTHING, time, Double.NaN);
    boolean first = !memory.has(Memory.NEWEST);
    if (!slots.isPresent(slot) || (!first && time < memory.get(Memory.NEWEST))) {
      return;
    }
    boolean gap = !first && time - memory.get(Memory.NEWEST) > durationMillis;
    boolean same = !first && isSame(memory.text(), slots);
    double number = slots.isNumber(slot) ? slots.number(slot) : Double.NaN;
    finding.set(same ? Signal.HOLDS : Signal.CLEARS, time, number);
    if (!same) {
      memory.setText(ValueText.of(slots.text(slot)));
    }
    if (!same || (gap && !memory.has(Memory.BEGAN))) {
      memory.set(Memory.ANCHOR, time);
      memory.clear(Memory.ONSET);
    }
    memory.set(Memory.NEWEST, time);
    finding.since = memory.get(Memory.ANCHOR);
  }

  private boolean isSame(String kept, Slots slots) {
    return slots.textEquals(slot, kept)
        || (kept.startsWith("~") && kept.equals(ValueText.of(slots.text(slot))));
  }
}
