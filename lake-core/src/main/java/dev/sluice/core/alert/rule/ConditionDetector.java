package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.memory.Memory;
import dev.sluice.core.alert.memory.MemoryFields;
import dev.sluice.core.alert.rule.Finding.Signal;
import dev.sluice.core.record.Slots;

/**
 * Judges single records by a condition, and by what ends a violation.
 *
 * @param when fires
 * @param clear ends; null: that {@code when} does not hold
 * @param measuredSlot whose number is reported
 * @param holds whether it must hold for some time, so that the order of readings counts
 */
record ConditionDetector(BoundCondition when, BoundCondition clear, int measuredSlot, boolean holds)
    implements Detector<ConditionDetector.Newest> {
  static final class Newest extends Memory {
    private long time = NONE;

    @Override
    public void carry(MemoryFields fields) {
      super.carry(fields);
      time = fields.whole('t', time);
    }
  }

  @Override
  public Newest newMemory() {
    return new Newest();
  }

  @Override
  public void take(Newest newest, Slots slots, long time, Finding finding) {
    double number = slots.isNumber(measuredSlot) ? slots.number(measuredSlot) : Double.NaN;
    finding.set(judge(slots), time, number);
    if (time >= newest.time) {
      newest.time = time;
    } else if (holds || finding.signal != Signal.HOLDS) {
      finding.signal = Signal.NOTHING;
    }
  }

  private Signal judge(Slots slots) {
    if (when.holds(slots)) {
      return Signal.HOLDS;
    }
    return clear == null || clear.holds(slots) ? Signal.CLEARS : Signal.WITHIN_HYSTERESIS;
  }
}
