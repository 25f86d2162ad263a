package dev.sluice.core.pipeline;

/**
 * How much a pipeline's alerts may tell people in an hour. What is beyond it is counted and kept,
 * not sent.
 *
 * @param messages to the topic
 * @param sms critical ones of them that also go to phones; 0 for none
 */
public record AlertBudget(int messages, int sms) {
  /** Where a definition says nothing. */
  public static final AlertBudget DEFAULT = new AlertBudget(60, 20);

  /** The largest number of either: all that were sent in an hour are remembered. */
  public static final int MOST = 1_000;

  public AlertBudget {
    if (messages < 1 || messages > MOST || sms < 0 || sms > MOST) {
      throw new IllegalArgumentException(
          "A budget is 1 to %1$d messages and 0 to %1$d SMS an hour, not %2$d and %3$d"
              .formatted(MOST, messages, sms));
    }
  }
}
