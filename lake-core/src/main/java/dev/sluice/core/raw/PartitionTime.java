package dev.sluice.core.raw;

import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.lake.RecordTime;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.record.EventTime;
import dev.sluice.core.record.RecordScan;
import dev.sluice.core.record.UnreadTime;

/** Gives the time by which a record is partitioned, and counts why it is not the event time. */
final class PartitionTime {
  private final RecordSpec record;
  private final EventTime time;
  private RecordTime kind = RecordTime.BELIEVED;
  private int missing;
  private int unparsable;
  private int outOfRange;
  private int first = -1;
  private String unread = "";

  PartitionTime(Pipeline pipeline) {
    record = pipeline.record();
    time = EventTime.of(pipeline);
  }

  /** The time that counts, in epoch milliseconds. */
  long of(int place, RecordScan scan, long arrivalMillis) {
    kind =
        switch (scan.time()) {
          case MISSING -> {
            missing++;
            yield RecordTime.MISSING;
          }
          case UNPARSABLE -> {
            unparsable++;
            unread = unread.isEmpty() ? UnreadTime.told(record, scan.unreadTime()) : unread;
            yield RecordTime.MISSING;
          }
          case PARSED ->
              time.isBelieved(scan.timeMillis(), arrivalMillis)
                  ? RecordTime.BELIEVED
                  : RecordTime.FAR;
        };
    if (kind == RecordTime.BELIEVED) {
      return scan.timeMillis();
    }
    outOfRange += kind == RecordTime.FAR ? 1 : 0;
    first = first < 0 ? place : first;
    return arrivalMillis;
  }

  /** Which time that of the last record was. */
  RecordTime kind() {
    return kind;
  }

  /** The batch's records that go by arrival. */
  RawBatchOutcome.Fallbacks fallbacks(RecordBatch batch) {
    return first < 0
        ? RawBatchOutcome.Fallbacks.NONE
        : new RawBatchOutcome.Fallbacks(
            missing,
            unparsable,
            outOfRange,
            "sequence number %s of %s".formatted(batch.sequenceNumber(first), batch.shardId()),
            unread);
  }
}
