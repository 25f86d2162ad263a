package dev.sluice.local.report;

/**
 * Whether what the source gave is in raw, under {@code rejected/} or under {@code failed/}.
 *
 * <p>A source may give an id again, and a delivery may be repeated; both leave a second record of
 * the same id in raw. So records are counted by their ids first: if there are as many different
 * ones as the source gave, nothing was lost, whatever was repeated. Only what is missing from that
 * can be an id that was given again, and only as far as raw has second records for it; the rest is
 * lost. If a delivery may have been repeated as well, some of those second records may be its work
 * and hide a loss: that much is {@link #unsure}. So a loss is never taken for a repeat.
 *
 * @param produced records that the source gave, each id as often as it was given
 * @param arrived different records in raw
 * @param copies further records in raw with an id that another has
 * @param rejected different records under {@code rejected/}
 * @param failed different records under {@code failed/} that are not in raw
 * @param failedCopies further records under {@code failed/}
 * @param redeliveries how many of the second records may come from repeated deliveries, at the most
 */
public record StreamBalance(
    long produced,
    long arrived,
    long copies,
    long rejected,
    long failed,
    long failedCopies,
    long redeliveries) {
  /** Nothing is known about how often records were delivered. */
  static final long UNKNOWN = Long.MAX_VALUE;

  /** Records that the source gave and that are nowhere, for sure. */
  public long lost() {
    return Math.max(0, given() - copies - failedCopies);
  }

  /** Records that are there and that the source did not give. */
  public long surplus() {
    return Math.max(0, -given());
  }

  /** Records whose id the source had given before. */
  public long repeats() {
    return Math.max(0, given()) - lost();
  }

  /** Records of which it can't be said whether they were given again or are lost. */
  public long unsure() {
    long notRepeats = copies + failedCopies - repeats();
    return Math.min(repeats(), Math.max(0, redeliveries - notRepeats));
  }

  /** Whether nothing is lost, and nothing could be. */
  public boolean holds() {
    return lost() == 0 && surplus() == 0 && unsure() == 0;
  }

  /** Records beyond the different ones. */
  private long given() {
    return produced - arrived - rejected - failed;
  }
}
