package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.memory.Memory;
import dev.sluice.core.record.Slots;

/** Judges the readings of a group one by one, with what is remembered of those before. */
interface Detector {
  /**
   * Takes a reading in.
   *
   * @param memory of the group; changed
   * @param slots the record
   * @param time its event time, epoch milliseconds
   * @param finding gets what it says
   */
  void take(Memory memory, Slots slots, long time, Finding finding);
}
