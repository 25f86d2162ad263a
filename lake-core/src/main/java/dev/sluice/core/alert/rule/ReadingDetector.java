package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.memory.Memory;
import dev.sluice.core.alert.rule.Finding.Signal;
import dev.sluice.core.alert.text.ValueText;
import dev.sluice.core.record.Slots;

/**
 * Finds that there is a reading, which ends a silence, and keeps its value to be told in the next.
 *
 * @param slot of the field that a reading must have; negative: any record is a reading
 */
record ReadingDetector(int slot) implements Detector {
  @Override
  public void take(Memory memory, Slots slots, long time, Finding finding) {
    boolean reading = slot < 0 || slots.isPresent(slot);
    finding.set(reading ? Signal.CLEARS : Signal.NOTHING, time, Double.NaN);
    if (reading && slot >= 0 && !slots.textEquals(slot, memory.text())) {
      memory.setText(ValueText.of(slots.text(slot)));
    }
  }
}
