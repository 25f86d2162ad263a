package dev.sluice.core.trusted;

import dev.sluice.core.trusted.PartitionKeeper.PartitionDraft;
import dev.sluice.core.trusted.PartitionMaker.Made;
import dev.sluice.core.trusted.flaw.Flaws;
import dev.sluice.core.trusted.parts.PartPlan;
import dev.sluice.core.trusted.read.FailureText;
import dev.sluice.core.trusted.read.UnreadableRawException;
import dev.sluice.core.trusted.rows.RowTally;
import dev.sluice.core.trusted.rows.RowTotals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A partition that is being brought up to date. The thread that has the run begins and finishes it,
 * as keepers and survey are one thread's; any thread makes it in between, beside others. Whatever
 * goes wrong costs this partition alone.
 */
public final class PartitionWork {
  private final Parts parts;
  private final TrustedPartition partition;
  private final RewritePolicy policy;
  private Optional<PartitionManifest> before = Optional.empty();
  private Optional<PartitionOutcome> outcome = Optional.empty();
  private PartitionDraft draft;
  private Made made;
  private Throwable thrown;

  /** Who knows, who makes, and where. */
  record Parts(
      PartitionSurvey survey, PartitionMaker maker, PartitionTransform.Workspace workspace) {
    boolean isOneOfSeveral() {
      return workspace.atOnce().partitions() > 1;
    }
  }

  PartitionWork(Parts parts, TrustedPartition partition, RewritePolicy policy) {
    this.parts = parts;
    this.partition = partition;
    this.policy = policy;
  }

  /** About how many bytes its raw objects have, at most: as if all were packed. */
  public static long bytes(TrustedPartition partition) {
    return PartPlan.unpacked(partition.objects().bytes());
  }

  void begin() {
    try {
      look();
    } catch (IOException | RuntimeException | Error e) {
      if (e instanceof OutOfMemoryError && parts.isOneOfSeveral()) {
        thrown = e; // others have the memory: it is begun again when it is alone
      } else {
        outcome = Optional.of(failed(e));
      }
    }
  }

  private void look() throws IOException {
    before = parts.survey.manifest(partition);
    outcome = standing();
    if (outcome.isEmpty()) {
      draft = keeper().draft(partition);
    }
  }

  /** Whether there is something to make. */
  public boolean isOpen() {
    return outcome.isEmpty();
  }

  /** Makes it. */
  public void make() {
    if (isOpen() && draft != null) {
      attempt(parts.workspace.share());
    }
  }

  /** Tells who keeps it that it is not made, for there is no time. */
  public void leave() throws IOException {
    if (draft != null) {
      draft.finish();
    }
  }

  private void attempt(PartitionTransform.Workspace room) {
    try {
      made = parts.maker.make(partition, before, draft, policy.run(), room);
    } catch (IOException | RuntimeException | Error e) {
      thrown = e;
    }
  }

  /** Whether it can be finished only while no other partition is made: it takes all memory. */
  public boolean isAlone() {
    return made instanceof Made.TooLarge || lacksRoom();
  }

  /** Whether it failed, and may find memory, or room on the disk, if it is made again, alone. */
  public boolean lacksRoom() {
    return parts.isOneOfSeveral() && LackOfRoom.mayBe(thrown);
  }

  /** Leaves it as it was for what went wrong, though it might be made if it were tried again. */
  public PartitionOutcome giveUp() {
    try {
      leave();
    } catch (IOException | RuntimeException | Error e) {
      thrown.addSuppressed(e);
    }
    return failed(thrown);
  }

  /**
   * Tells who keeps it what was made, and what became of it.
   *
   * @param remainingMillis of the time limit; one that is too large to be made in it gets on
   */
  public PartitionOutcome finish(LongSupplier remainingMillis) {
    try {
      PartitionOutcome came = isOpen() ? finished(remainingMillis) : outcome.get();
      boolean isThere =
          came instanceof PartitionOutcome.UpToDate || came instanceof PartitionOutcome.Kept;
      return isThere && keeper().isToBeConverted(partition) ? notOfRaw() : came;
    } catch (IOException | RuntimeException | Error e) {
      return new PartitionOutcome.Failed(
          FailureText.told(e), remedy(e), Flaws.NONE, Optional.empty());
    }
  }

  private PartitionOutcome finished(LongSupplier remainingMillis) {
    try {
      if (lacksRoom()) {
        thrown = null;
        startAgain();
        if (!isOpen()) {
          return outcome.get();
        }
        attempt(parts.workspace.whole());
      } else if (isAlone()) {
        parts.workspace.whole();
      }
      draft.finish();
      return thrown == null
          ? parts.maker.finish(partition, made, policy, remainingMillis)
          : failed(thrown);
    } catch (IOException | RuntimeException | Error e) {
      return failed(e);
    }
  }

  private void startAgain() throws IOException {
    if (draft == null) {
      look();
    } else {
      draft.finish();
      draft = keeper().draft(partition);
    }
  }

  private PartitionKeeper keeper() {
    return parts.survey.keeper(partition.table());
  }

  private PartitionOutcome notOfRaw() {
    return new PartitionOutcome.Failed(
        "raw does not have any more what its rows are made of, so table '%s' stays plain"
            .formatted(partition.table().name()),
        "Write 'format: parquet' again; or give the Iceberg table another name: it is made of what"
            + " raw has, and the plain one stays beside it.",
        Flaws.NONE,
        Optional.empty());
  }

  private PartitionOutcome failed(Throwable e) {
    if (e instanceof UnreadableRawException unreadable) {
      return new PartitionOutcome.Unreadable(unreadable.key(), e.getMessage(), kept());
    }
    if (e instanceof RefusedRowsException refused) {
      return new PartitionOutcome.Failed(e.getMessage(), RowTally.REMEDY, refused.flaws(), kept());
    }
    if (e instanceof UncheckedIOException) {
      return new PartitionOutcome.Failed(
          "no room in " + parts.workspace.folder() + ": " + e.getMessage(),
          "Raise the function's EphemeralStorage; the next run makes the partition.",
          Flaws.NONE,
          kept());
    }
    return new PartitionOutcome.Failed(FailureText.told(e), remedy(e), Flaws.NONE, kept());
  }

  private static String remedy(Throwable thrown) {
    return thrown instanceof VirtualMachineError
        ? "Give the function more memory, or partition raw finer; the next run makes the partition."
        : "Correct what the reason names; the next run makes the partition.";
  }

  private Optional<PartitionOutcome.UpToDate> kept() {
    return before.map(this::upToDate);
  }

  private PartitionOutcome.UpToDate upToDate(PartitionManifest manifest) {
    return PartitionOutcome.UpToDate.of(manifest, policy.run());
  }

  /** What there is, if it stays as it is. */
  private Optional<PartitionOutcome> standing() throws IOException {
    if (partition.hasNoRaw() && before.isEmpty()) {
      return Optional.of(new PartitionOutcome.UpToDate("", RowTotals.ZERO, false));
    }
    RewritePolicy.Verdict verdict = policy.judge(partition, before);
    if (verdict instanceof RewritePolicy.Verdict.Fresh fresh
        && !(isMadeOfAll(fresh.manifest()) && keeper().isToBeConverted(partition))) {
      return Optional.of(upToDate(fresh.manifest()));
    }
    return verdict instanceof RewritePolicy.Verdict.Kept kept
        ? Optional.of(new PartitionOutcome.Kept(upToDate(kept.manifest()), kept.isMissed()))
        : Optional.empty();
  }

  /** Whether raw still has all that the partition is made of. */
  private boolean isMadeOfAll(PartitionManifest standing) {
    return standing.fingerprint().equals(partition.fingerprint());
  }
}
