package dev.sluice.core.produce;

import java.time.Instant;

/**
 * How far a pipeline's feed is. Counts are totals since the first invocation; each tick is in them
 * exactly once.
 *
 * @param lastTick the last tick that is done
 * @param ticks done
 * @param produced records sent or tried to: what is in the stream plus {@code failed}
 * @param failed records stored under {@code failed/} instead of the stream
 * @param rejected rows of the source that were no records
 * @param landed items that were stored in raw without the stream
 * @param missed requests that brought nothing
 * @param unanswered sends of an entry whose answer never came: each may have brought the entry into
 *     the stream once more
 * @param reasons why requests brought nothing
 */
public record Checkpoint(
    Instant lastTick,
    long ticks,
    long produced,
    long failed,
    long rejected,
    long landed,
    long missed,
    long unanswered,
    MissedReasons reasons) {
  /** The state before any tick. */
  public static Checkpoint before(Instant firstTick) {
    return new Checkpoint(firstTick, 0, 0, 0, 0, 0, 0, 0, MissedReasons.NONE);
  }
}
