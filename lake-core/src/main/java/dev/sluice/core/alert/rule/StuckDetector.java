package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.memory.Memory;
import dev.sluice.core.alert.memory.MemoryFields;
import dev.sluice.core.alert.rule.Finding.Signal;
import dev.sluice.core.alert.text.ValueText;
import dev.sluice.core.record.Slots;

/**
 * Finds readings that repeat the value before. A reading that is older than the newest is passed
 * over; after a gap as long as the rule's duration it starts over, since nothing was read all that
 * time.
 *
 * @param slot of the field
 * @param durationMillis the rule's
 */
record StuckDetector(int slot, long durationMillis) implements Detector<StuckDetector.LastValue> {
  static final class LastValue extends Memory {
    private long newest = NONE;
    private long unchangedSince = NONE;
    private String value = "";

    @Override
    public void carry(MemoryFields fields) {
      super.carry(fields);
      newest = fields.whole('t', newest);
      unchangedSince = fields.whole('a', unchangedSince);
      value = fields.text(value);
    }

    private boolean isSame(Slots slots, int slot) {
      return slots.textEquals(slot, value)
          || (value.startsWith("~") && value.equals(ValueText.of(slots.text(slot))));
    }
  }

  @Override
  public LastValue newMemory() {
    return new LastValue();
  }

  @Override
  public void take(LastValue last, Slots slots, long time, Finding finding) {
    finding.set(Signal.NOTHING, time, Double.NaN);
    if (!slots.isPresent(slot) || time < last.newest) {
      return;
    }
    boolean first = last.newest == Memory.NONE;
    boolean gap = !first && time - last.newest > durationMillis;
    boolean same = !first && last.isSame(slots, slot);
    double number = slots.isNumber(slot) ? slots.number(slot) : Double.NaN;
    finding.set(same ? Signal.HOLDS : Signal.CLEARS, time, number);
    if (!same) {
      last.value = ValueText.of(slots.text(slot));
    }
    if (!same || (gap && !last.isFiring())) {
      last.unchangedSince = time;
      last.stopPending();
    }
    last.newest = time;
    finding.since = last.unchangedSince;
  }
}
