package dev.sluice.core.raw;

import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.record.RecordScan;
import java.time.Duration;

/**
 * Decides by which time a record is partitioned: by its event time, or, if that is missing, none or
 * too far from arrival, by arrival. So a clock that runs wrong can't make endless partitions.
 */
final class PartitionTime {
  private final long lateMillis;
  private final long aheadMillis;
  int missing;
  int unparsable;
  int outOfRange;

  PartitionTime(RawLayout layout) {
    this.lateMillis = layout.late().map(Duration::toMillis).orElse(Long.MAX_VALUE);
    this.aheadMillis = layout.ahead().toMillis();
  }

  /** The time that counts, in epoch milliseconds. */
  long of(RecordScan scan, long arrivalMillis) {
    switch (scan.time()) {
      case MISSING -> missing++;
      case UNPARSABLE -> unparsable++;
      case PARSED -> {
        long ahead = scan.timeMillis() - arrivalMillis;
        if (ahead <= aheadMillis && -ahead <= lateMillis) {
          return scan.timeMillis();
        }
        outOfRange++;
      }
      default -> throw new IllegalStateException("Unknown " + scan.time());
    }
    return arrivalMillis;
  }
}
