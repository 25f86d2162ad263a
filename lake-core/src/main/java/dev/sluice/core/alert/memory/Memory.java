package dev.sluice.core.alert.memory;

/**
 * What one rule remembers of one group: when it was seen and whether the rule is firing. What its
 * detector needs beyond that is in subclasses. Times are epoch milliseconds. Mutable, because it
 * changes with every record.
 */
public abstract class Memory {
  public static final long NONE = Long.MIN_VALUE;

  private long seen = NONE;
  private long pendingSince = NONE;
  private long firingSince = NONE;
  private long resolvedAt = NONE;
  private long resolvedSince = NONE;

  /** Passes each value through; subclasses add theirs, with letters of their own. */
  public void carry(MemoryFields fields) {
    seen = fields.whole('s', seen);
    pendingSince = fields.whole('o', pendingSince);
    firingSince = fields.whole('b', firingSince);
    resolvedAt = fields.whole('e', resolvedAt);
    resolvedSince = fields.whole('f', resolvedSince);
  }

  /** Arrival of the latest reading; {@link #NONE} before the first. */
  public final long seen() {
    return seen;
  }

  public final void see(long arrival) {
    seen = Math.max(seen, arrival);
  }

  /** Since when the condition holds without a break; the time given if it did not before. */
  public final long pendingSince(long now) {
    pendingSince = pendingSince == NONE ? now : pendingSince;
    return pendingSince;
  }

  public final void stopPending() {
    pendingSince = NONE;
  }

  /** Begins to fire; an end that was not reported yet is forgotten. */
  public final void fire(long since) {
    firingSince = since;
    stopPending();
    forgetEnd();
  }

  public final boolean isFiring() {
    return firingSince != NONE;
  }

  /** Since when it fires. */
  public final long firingSince() {
    return firingSince;
  }

  public final void resolve(long at) {
    resolvedSince = firingSince;
    resolvedAt = at;
    firingSince = NONE;
    stopPending();
  }

  /** Whether it stopped firing and that is still to be reported. */
  public final boolean isResolved() {
    return resolvedAt != NONE;
  }

  public final long resolvedAt() {
    return resolvedAt;
  }

  /** Since when it had been firing. */
  public final long resolvedSince() {
    return resolvedSince;
  }

  public final void forgetEnd() {
    resolvedAt = NONE;
    resolvedSince = NONE;
  }
}
