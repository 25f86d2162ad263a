package dev.sluice.core.run.state;

import java.time.Instant;

/**
 * An invocation has a run for itself.
 *
 * @param holder the invocation's request id; Lambda repeats a failed event with the same one
 * @param since when it took the run
 * @param until when it may have ended for certain
 */
public record Lease(String holder, Instant since, Instant until) {
  public Lease {
    if (!since.isBefore(until)) {
      throw new IllegalArgumentException(
          "The lease of '%s' from %s to %s is empty".formatted(holder, since, until));
    }
  }

  /** Whether it keeps that invocation from working on the run. */
  public boolean keepsOut(String requestId, Instant time) {
    return time.isBefore(until) && (holder.isEmpty() || !holder.equals(requestId));
  }

  @Override
  public String toString() {
    return "request %s, since %s, until %s at the latest".formatted(holder, since, until);
  }
}
