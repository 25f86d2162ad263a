package dev.sluice.core.produce;

import java.time.Instant;

/**
 * What one invocation did.
 *
 * @param ticks done
 * @param produced records sent or tried to, {@code failed} included
 * @param failed records stored under {@code failed/}
 * @param rejected rows that were no records
 * @param landed items stored in raw without the stream
 * @param missed requests that brought nothing
 * @param lastTick the last tick that is done now; 1970 if there is no feed
 */
public record ProducerReport(
    long ticks,
    long produced,
    long failed,
    long rejected,
    long landed,
    long missed,
    Instant lastTick) {
  public ProducerReport(long ticks, long produced, long failed, long rejected, Instant lastTick) {
    this(ticks, produced, failed, rejected, 0, 0, lastTick);
  }

  static ProducerReport nothing() {
    return new ProducerReport(0, 0, 0, 0, Instant.EPOCH);
  }

  ProducerReport plus(ProducerReport other) {
    return new ProducerReport(
        ticks + other.ticks,
        produced + other.produced,
        failed + other.failed,
        rejected + other.rejected,
        landed + other.landed,
        missed + other.missed,
        lastTick.isAfter(other.lastTick) ? lastTick : other.lastTick);
  }

  static ProducerReport between(Checkpoint before, Checkpoint after) {
    return new ProducerReport(
        after.ticks() - before.ticks(),
        after.counts().produced() - before.counts().produced(),
        after.counts().failed() - before.counts().failed(),
        after.counts().rejected() - before.counts().rejected(),
        after.counts().landed() - before.counts().landed(),
        after.counts().missed() - before.counts().missed(),
        after.lastTick());
  }
}
