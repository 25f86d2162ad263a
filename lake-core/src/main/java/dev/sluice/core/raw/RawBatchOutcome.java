package dev.sluice.core.raw;

import java.util.Map;

/**
 * What became of a batch. {@code stored} and the rejections add up to the batch's records; the
 * fallbacks are records that are stored by arrival time for want of a usable event time.
 *
 * @param stored records in raw objects
 * @param rejected records in rejected objects, by reason; reasons hold no values of payloads
 * @param missingTime fallbacks: no event time, and none required
 * @param unparsableTime fallbacks: the event time is not a time
 * @param outOfRangeTime fallbacks: the event time lies too far before or after arrival
 * @param objects objects put
 * @param bytes their size as stored
 */
public record RawBatchOutcome(
    int stored,
    Map<String, Integer> rejected,
    int missingTime,
    int unparsableTime,
    int outOfRangeTime,
    int objects,
    long bytes) {
  public RawBatchOutcome {
    rejected = Map.copyOf(rejected);
  }

  /** All rejected records. */
  public int rejectedRecords() {
    return rejected.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** All records stored by arrival time. */
  public int fallbacks() {
    return missingTime + unparsableTime + outOfRangeTime;
  }

  /** Whether every record was sound. */
  public boolean isClean() {
    return rejected.isEmpty() && fallbacks() == 0;
  }
}
