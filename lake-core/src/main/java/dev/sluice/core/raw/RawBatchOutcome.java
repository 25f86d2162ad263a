package dev.sluice.core.raw;

import java.util.Map;

/**
 * What became of a batch. {@code stored} and the rejections add up to the batch's records; the
 * fallbacks are records that are stored by arrival time for want of a usable event time.
 *
 * @param stored records in raw objects
 * @param rejected records in rejected objects, by reason; reasons hold no values of payloads
 * @param passedOver records of the stream that hold none of the schema's, as an envelope's control
 *     messages
 * @param fallbacks of the stored ones, those that lie by arrival time
 * @param objects objects put
 * @param bytes their size as stored
 */
public record RawBatchOutcome(
    int stored,
    Map<String, Integer> rejected,
    int passedOver,
    Fallbacks fallbacks,
    int objects,
    long bytes) {
  public RawBatchOutcome {
    rejected = Map.copyOf(rejected);
  }

  /** All rejected records. */
  public int rejectedRecords() {
    return rejected.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Whether every record was sound. */
  public boolean isClean() {
    return rejected.isEmpty() && fallbacks.records() == 0;
  }

  /**
   * Records that are stored by arrival time.
   *
   * @param missing without an event time, and none is required
   * @param unparsable whose event time is not a time
   * @param outOfRange whose event time lies too far before or after arrival
   * @param example where the first of them is, without anything of its payload; empty: there is not
   *     any
   * @param unread the first event time that is not a time, with the remedy; empty: there is not any
   */
  public record Fallbacks(
      int missing, int unparsable, int outOfRange, String example, String unread) {
    /** All records go by their event time. */
    public static final Fallbacks NONE = new Fallbacks(0, 0, 0, "", "");

    /** All records stored by arrival time. */
    public int records() {
      return missing + unparsable + outOfRange;
    }
  }
}
