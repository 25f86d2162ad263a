package dev.sluice.core.raw;

import dev.sluice.core.record.EventTime;
import dev.sluice.core.record.RecordScan;

/** Gives the time by which a record is partitioned, and counts why it is not the event time. */
final class PartitionTime {
  private final EventTime time;
  int missing;
  int unparsable;
  int outOfRange;

  PartitionTime(EventTime time) {
    this.time = time;
  }

  /** The time that counts, in epoch milliseconds. */
  long of(RecordScan scan, long arrivalMillis) {
    switch (scan.time()) {
      case MISSING -> missing++;
      case UNPARSABLE -> unparsable++;
      case PARSED -> outOfRange += time.isBelieved(scan.timeMillis(), arrivalMillis) ? 0 : 1;
      default -> throw new IllegalStateException("Unknown " + scan.time());
    }
    return time.believed(
        scan.time() == RecordScan.Time.PARSED ? scan.timeMillis() : EventTime.UNPARSABLE,
        arrivalMillis);
  }
}
