package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.memory.Memory;
import dev.sluice.core.alert.memory.MemoryFields;
import dev.sluice.core.alert.rule.Finding.Signal;
import dev.sluice.core.record.Slots;

/**
 * Judges the change from one reading to the next. A reading that is not newer than the last is
 * passed over.
 *
 * @param slot of the number
 * @param perMillis to which duration the change is scaled
 */
record ChangeDetector(int slot, long perMillis, NumberJudge judge)
    implements Detector<ChangeDetector.LastNumber> {
  static final class LastNumber extends Memory {
    private long time = NONE;
    private double number = Double.NaN;

    @Override
    public void carry(MemoryFields fields) {
      super.carry(fields);
      time = fields.whole('a', time);
      number = fields.decimal('n', number);
    }
  }

  @Override
  public LastNumber newMemory() {
    return new LastNumber();
  }

  @Override
  public void take(LastNumber last, Slots slots, long time, Finding finding) {
    finding.set(Signal.NOTHING, time, Double.NaN);
    boolean first = last.time == Memory.NONE;
    if (!slots.isNumber(slot) || (!first && time <= last.time)) {
      return;
    }
    double number = slots.number(slot);
    if (!first) {
      double change = (number - last.number) / ((double) time - last.time) * perMillis;
      finding.set(judge.judge(change), time, change);
    }
    last.time = time;
    last.number = number;
  }
}
