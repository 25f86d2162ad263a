package dev.sluice.core.digest;

import dev.sluice.core.record.Period;
import java.time.Instant;

/** How a scheduled digest ended. */
public sealed interface DigestOutcome {
  /** A sentence for the log. */
  String told();

  /**
   * It was sent.
   *
   * @param period which it is about
   * @param records in it
   * @param groups told
   * @param alerts rules and devices that fired
   * @param complete whether all of the period was read
   */
  record Sent(Period period, long records, int groups, int alerts, boolean complete)
      implements DigestOutcome {
    @Override
    public String told() {
      return "Sent the digest from %s to %s: %d records, %d groups, %d alerts%s"
          .formatted(
              period.from(),
              period.to(),
              records,
              groups,
              alerts,
              complete ? "" : "; incomplete, its section Missing says what");
    }
  }

  /**
   * It, or a later one that covers it, had been sent before.
   *
   * @param upTo the end of the last digest's period
   */
  record SentBefore(Instant upTo) implements DigestOutcome {
    @Override
    public String told() {
      return "The digest was already sent, up to " + upTo;
    }
  }

  /**
   * Another invocation is about to send it, or a later one that covers it.
   *
   * @param invocation which
   */
  record SentByAnother(String invocation) implements DigestOutcome {
    @Override
    public String told() {
      return "The digest is sent by another invocation: " + invocation;
    }
  }
}
