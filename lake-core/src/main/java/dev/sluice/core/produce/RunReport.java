package dev.sluice.core.produce;

import java.time.Instant;

/**
 * What one invocation did.
 *
 * @param ticks done
 * @param produced records sent or tried to, {@code failed} included
 * @param failed records stored under {@code failed/}
 * @param rejected rows that were no records
 * @param lastTick the last tick that is done now
 */
public record RunReport(long ticks, long produced, long failed, long rejected, Instant lastTick) {
  static RunReport between(Checkpoint before, Checkpoint after) {
    return new RunReport(
        after.ticks() - before.ticks(),
        after.produced() - before.produced(),
        after.failed() - before.failed(),
        after.rejected() - before.rejected(),
        after.lastTick());
  }
}
