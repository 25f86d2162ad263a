package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.memory.Memory;
import dev.sluice.core.record.Slots;
import java.util.Map;
import java.util.Optional;

/**
 * Judges the readings of a group one by one, with what is remembered of those before.
 *
 * @param <M> what it remembers of a group
 */
interface Detector<M extends Memory> {
  M newMemory();

  /**
   * Takes a reading in.
   *
   * @param memory of the group; changed
   * @param time the record's event time, epoch milliseconds
   * @param finding gets what it says
   */
  void take(M memory, Slots slots, long time, Finding finding);

  /** Finds what fires because no reading comes; empty if nothing does. */
  default Optional<SilenceWatch> silence(Map<String, M> groups) {
    return Optional.empty();
  }
}
