package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.memory.Memory;
import dev.sluice.core.alert.rule.Finding.Signal;
import dev.sluice.core.record.Slots;

/**
 * Judges the change from one reading to the next. A reading that is not newer than the last is
 * passed over.
 *
 * @param slot of the number
 * @param perMillis to which duration the change is scaled
 */
record ChangeDetector(int slot, long perMillis, NumberJudge judge) implements Detector {
  @Override
  public void take(Memory memory, Slots slots, long time, Finding finding) {
    finding.set(Signal.NOTHING, time, Double.NaN);
    boolean first = !memory.has(Memory.ANCHOR);
    if (!slots.isNumber(slot) || (!first && time <= memory.get(Memory.ANCHOR))) {
      return;
    }
    double number = slots.number(slot);
    if (!first) {
      double millis = (double) time - memory.get(Memory.ANCHOR);
      double change = (number - memory.number(Memory.NUMBER)) / millis * perMillis;
      finding.set(judge.judge(change), time, change);
    }
    memory.set(Memory.ANCHOR, time);
    memory.setNumber(Memory.NUMBER, number);
  }
}
