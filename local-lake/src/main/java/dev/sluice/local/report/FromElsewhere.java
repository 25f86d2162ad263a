package dev.sluice.local.report;

/**
 * What was put into a stream by others than its producer.
 *
 * @param records each as often as it was given
 * @param unanswered how often a record was sent and no answer came: the stream may hold it once
 *     more for each
 */
public record FromElsewhere(long records, long unanswered) {
  /** Nothing was. */
  public static final FromElsewhere NOTHING = new FromElsewhere(0, 0);
}
