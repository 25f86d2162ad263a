package dev.sluice.core.produce;

import java.time.Instant;
import java.util.List;

/**
 * How far a pipeline's feed is. Counts are totals since the first invocation; each tick is in them
 * exactly once.
 *
 * @param lastTick the last tick that is done
 * @param ticks done
 * @param counts of all ticks
 * @param reasons why requests brought nothing
 * @param position how far the source is, in its own words; empty: it keeps none
 */
public record Checkpoint(
    Instant lastTick, long ticks, Counts counts, MissedReasons reasons, String position) {
  /**
   * Counts of ticks.
   *
   * @param produced records sent or tried to: what is in the stream plus {@code failed}
   * @param failed records stored under {@code failed/} instead of the stream
   * @param rejected rows of the source that were no records
   * @param landed items that were stored in raw without the stream
   * @param missed requests that brought nothing
   * @param unanswered sends of an entry whose answer never came: each may have brought the entry
   *     into the stream once more
   */
  public record Counts(
      long produced, long failed, long rejected, long landed, long missed, long unanswered) {
    public Counts {
      if (Math.min(produced, Math.min(failed, rejected)) < 0
          || Math.min(landed, Math.min(missed, unanswered)) < 0
          || failed > produced) {
        throw new IllegalArgumentException(
            "Counts are 0 or more, and no more records fail than were produced: "
                + List.of(produced, failed, rejected, landed, missed, unanswered));
      }
    }

    Counts plus(Counts other) {
      return new Counts(
          produced + other.produced,
          failed + other.failed,
          rejected + other.rejected,
          landed + other.landed,
          missed + other.missed,
          unanswered + other.unanswered);
    }
  }

  /** The state before any tick. */
  public static Checkpoint before(Instant firstTick) {
    return new Checkpoint(firstTick, 0, new Counts(0, 0, 0, 0, 0, 0), MissedReasons.NONE, "");
  }
}
