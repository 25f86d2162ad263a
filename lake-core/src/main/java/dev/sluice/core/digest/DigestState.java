package dev.sluice.core.digest;

import java.time.Instant;
import java.util.Optional;

/**
 * How far digests are.
 *
 * @param sentUpTo the end of the last digest's period; empty before the first
 * @param claim who is about to send the next
 */
record DigestState(Optional<Instant> sentUpTo, Optional<Claim> claim) {
  static final DigestState EMPTY = new DigestState(Optional.empty(), Optional.empty());

  /**
   * An invocation that is at work.
   *
   * @param upTo the end of its digest's period
   * @param by the invocation; its retries are the same
   */
  record Claim(Instant upTo, String by) {}

  boolean isSent(Instant upTo) {
    return sentUpTo.filter(sent -> !sent.isBefore(upTo)).isPresent();
  }

  /** The claim of another invocation for this digest, or for a later one that covers it. */
  Optional<Claim> claimOfAnother(Instant upTo, String invocation) {
    return claim.filter(each -> !each.upTo().isBefore(upTo) && !each.by().equals(invocation));
  }

  DigestState claimed(Instant upTo, String invocation) {
    return new DigestState(sentUpTo, Optional.of(new Claim(upTo, invocation)));
  }

  DigestState released() {
    return new DigestState(sentUpTo, Optional.empty());
  }

  static DigestState sent(Instant upTo) {
    return new DigestState(Optional.of(upTo), Optional.empty());
  }
}
