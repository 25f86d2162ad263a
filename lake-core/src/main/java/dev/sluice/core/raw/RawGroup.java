package dev.sluice.core.raw;

import dev.sluice.core.lake.RecordTime;
import java.util.List;

/**
 * What the records of one raw object have in common. As a number, it grows with the partition.
 *
 * @param partition its ordinal
 */
record RawGroup(long partition, RecordTime time) {
  private static final List<RecordTime> TIMES = List.of(RecordTime.values());

  /** As a number. */
  static long key(long partition, RecordTime time) {
    return partition * TIMES.size() + time.ordinal();
  }

  static RawGroup of(long key) {
    return new RawGroup(
        Math.floorDiv(key, TIMES.size()), TIMES.get(Math.floorMod(key, TIMES.size())));
  }
}
