package dev.sluice.core.trusted;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides whether a trusted partition is made of what is in raw.
 *
 * @param run the run that asks; it makes no partition twice
 * @param time of the event that the run goes on with
 * @param rawKept after what time raw objects expire; empty: never
 * @param rebuild partitions that are made again although they are up to date
 */
public record RewritePolicy(
    String run, Instant time, Optional<Duration> rawKept, Optional<Rebuild> rebuild) {
  /** Nothing counts but what is in raw. */
  public static final RewritePolicy BY_FINGERPRINT =
      new RewritePolicy("", Instant.EPOCH, Optional.empty(), Optional.empty());

  /** Lifecycle rules are carried out at midnight UTC, and clocks differ: never after this. */
  private static final Duration EXPIRY_MARGIN = Duration.ofDays(1);

  /** What is to be done with a partition. */
  public sealed interface Verdict {
    /** It is made of what is in raw. */
    record Fresh(PartitionManifest manifest) implements Verdict {}

    /** It is to be made. */
    record Stale() implements Verdict {}

    /**
     * Raw objects of which it was made may have expired, or are gone: it stays as it is.
     *
     * @param isMissed whether raw objects came since then, which are not in it
     */
    record Kept(PartitionManifest manifest, boolean isMissed) implements Verdict {}
  }

  /**
   * Judges a partition.
   *
   * @param manifest what its object tells; empty: there is none that could be trusted
   */
  public Verdict judge(TrustedPartition partition, Optional<PartitionManifest> manifest) {
    if (manifest.isEmpty()) {
      return new Verdict.Stale();
    }
    PartitionManifest made = manifest.get();
    if (partition.hasNoRaw()) {
      return new Verdict.Kept(made, false);
    }
    boolean isAsked = !made.run().equals(run) && isToBeRebuilt(partition);
    if (!isAsked && (isMadeOf(made.fingerprint(), partition) || isDoneFor(made))) {
      return new Verdict.Fresh(made);
    }
    return isExpiring(made.oldest())
        ? new Verdict.Kept(made, partition.objects().newest().isAfter(made.madeAt()))
        : new Verdict.Stale();
  }

  /**
   * What took this run several invocations is not begun again for what came meanwhile: it might
   * never end.
   */
  private boolean isDoneFor(PartitionManifest made) {
    return made.inParts() && made.run().equals(run);
  }

  /** Whether it is made again although it is up to date. */
  public boolean isToBeRebuilt(TrustedPartition partition) {
    return rebuild.filter(asked -> partition.period().meets(asked.period())).isPresent();
  }

  /** Whether rows go that somebody else has put into it, or changed. */
  public boolean isToBeTakenOver(TrustedPartition partition) {
    return rebuild.filter(Rebuild::overwritesForeign).isPresent() && isToBeRebuilt(partition);
  }

  /** The same, but the partition is made again although it is up to date. */
  public RewritePolicy rebuilding(TrustedPartition partition) {
    return new RewritePolicy(
        run, time, rawKept, Optional.of(new Rebuild(partition.period(), false)));
  }

  /**
   * Objects of neighbours are older and expire first: then it stays as it is, as long as its own
   * raw does.
   */
  private boolean isMadeOf(String fingerprint, TrustedPartition partition) {
    return fingerprint.equals(partition.fingerprint())
        || (PartitionFingerprint.isSameButForNeighbours(fingerprint, partition.fingerprint())
            && isExpiring(partition.neighboursSince()));
  }

  private boolean isExpiring(Instant put) {
    return rawKept.filter(kept -> !time.isBefore(put.plus(kept).minus(EXPIRY_MARGIN))).isPresent();
  }
}
