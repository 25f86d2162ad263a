package dev.sluice.core.trusted;

import dev.sluice.core.trusted.flaw.Flaws;
import dev.sluice.core.trusted.rows.RowCounts;
import dev.sluice.core.trusted.rows.RowTotals;
import java.util.Optional;

/** What became of a partition that was to be brought up to date. */
public sealed interface PartitionOutcome {
  /**
   * Its object is made of what is in raw: nothing was done.
   *
   * @param isOfRun whether the same run made it, in an invocation before
   */
  record UpToDate(String fingerprint, RowTotals rows, boolean isOfRun) implements PartitionOutcome {
    static UpToDate of(PartitionManifest made, String run) {
      return new UpToDate(made.fingerprint(), made.rows(), made.run().equals(run));
    }
  }

  /**
   * Raw objects of which it was made have expired or are gone: it stays as it is.
   *
   * @param made what it is
   * @param isMissed whether raw objects came since then, which are not in it
   */
  record Kept(UpToDate made, boolean isMissed) implements PartitionOutcome {}

  /** Its object was rewritten. */
  record Rewritten(String fingerprint, RowTotals rows) implements PartitionOutcome {
    public RowCounts counts() {
      return rows.counts();
    }
  }

  /**
   * It is too large for the time that was left: what was done of it is kept, and the next
   * invocation goes on.
   *
   * @param done steps
   * @param steps that it takes
   */
  record Unfinished(int done, int steps) implements PartitionOutcome {}

  /**
   * A raw object can't be read, so the partition stays as it was.
   *
   * @param objectKey the raw object
   * @param reason what is wrong with it
   * @param existing what the partition's object still is, if there is one
   */
  record Unreadable(String objectKey, String reason, Optional<UpToDate> existing)
      implements PartitionOutcome {}

  /**
   * Something else went wrong while it was made, so the partition stays as it was.
   *
   * @param remedy what to do
   * @param flaws of the rows, if it is these that were refused
   * @param existing what the partition's object still is, if there is one
   */
  record Failed(String reason, String remedy, Flaws flaws, Optional<UpToDate> existing)
      implements PartitionOutcome {}
}
