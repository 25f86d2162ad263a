package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.flaw.Flaws;
import dev.sluice.core.trusted.read.FailureText;
import dev.sluice.core.trusted.read.UnreadableRawException;
import dev.sluice.core.trusted.rows.RowTally;
import dev.sluice.core.trusted.rows.RowTotals;
import dev.sluice.core.trusted.rows.TableWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Brings trusted partitions up to date: each is replaced as a whole, with what it was made of
 * ({@code fingerprint}) and its counts.
 */
public final class PartitionTransform {
  private final PartitionSurvey survey;
  private final PartitionKeeper.Keepers keepers;
  private final Workspace workspace;
  private final PartitionMaker maker;

  /**
   * Where, with how much memory and how much at once rows are sorted.
   *
   * @param folder for temporary files; of the order of twice a partition's uncompressed size
   * @param sortBytes memory for rows; beyond it they go to the folder. Indexes over the rows take
   *     about a third more
   * @param mostBytes about how many bytes, unpacked, the raw objects of a partition may have to be
   *     made in one go; a larger one is made in pieces of half of it, if its table takes it
   */
  public record Workspace(Path folder, long sortBytes, long mostBytes) {
    /** What a function of 1 GB reads in less than a minute. */
    public static final long MOST_BYTES = 512L << 20;

    public Workspace {
      if (sortBytes < 1 || mostBytes < 1) {
        throw new IllegalArgumentException(
            "sortBytes and mostBytes must be positive, not %d and %d"
                .formatted(sortBytes, mostBytes));
      }
    }

    /** With the usual size of what is made in one go. */
    public Workspace(Path folder, long sortBytes) {
      this(folder, sortBytes, MOST_BYTES);
    }
  }

  /** Of tables whose partitions are objects of the writer's format. */
  public PartitionTransform(
      Pipeline pipeline, ObjectStore store, TableWriter writer, Workspace workspace) {
    this(pipeline, store, of(plain(pipeline, store, writer)), workspace);
  }

  /** Of tables of any format. */
  public PartitionTransform(
      Pipeline pipeline, ObjectStore store, PartitionKeeper.Keepers keepers, Workspace workspace) {
    this(pipeline, store, new PartitionSurvey(pipeline, store, keepers), workspace);
  }

  /** Of tables of any format, as that survey sees them. */
  public PartitionTransform(
      Pipeline pipeline, ObjectStore store, PartitionSurvey survey, Workspace workspace) {
    this.survey = survey;
    keepers = survey::keeper;
    this.workspace = workspace;
    maker = new PartitionMaker(pipeline, store, survey, workspace);
  }

  private static PartitionKeeper.Keepers of(PartitionKeeper one) {
    return table -> one;
  }

  /** Who keeps the partitions of tables that are objects of the writer's format. */
  public static PartitionKeeper plain(Pipeline pipeline, ObjectStore store, TableWriter writer) {
    return new PlainPartitions(pipeline, store, Optional.of(writer));
  }

  /** The same, who keeps in the lake what its partitions are made of, and does not ask them. */
  public static PartitionKeeper known(Pipeline pipeline, ObjectStore store, TableWriter writer) {
    return new KnownPartitions(new PlainPartitions(pipeline, store, Optional.of(writer)));
  }

  /** Sees what is there. */
  public PartitionSurvey survey() {
    return survey;
  }

  /** Who keeps a partition. */
  public PartitionKeeper keeper(TrustedTable table) {
    return keepers.of(table);
  }

  /** The same without a limit of time. */
  public PartitionOutcome bringUpToDate(TrustedPartition partition, RewritePolicy policy) {
    return bringUpToDate(partition, policy, () -> Long.MAX_VALUE);
  }

  /**
   * Writes the partition's object if it is not made of what is in raw now. Whatever goes wrong
   * costs this partition alone.
   *
   * @param remainingMillis of the time limit; one that is too large to be made in it gets on
   */
  public PartitionOutcome bringUpToDate(
      TrustedPartition partition, RewritePolicy policy, LongSupplier remainingMillis) {
    PartitionOutcome outcome = attempt(partition, policy, remainingMillis);
    boolean isThere =
        outcome instanceof PartitionOutcome.UpToDate || outcome instanceof PartitionOutcome.Kept;
    try {
      return isThere && keeper(partition.table()).isToBeConverted(partition)
          ? notOfRaw(partition)
          : outcome;
    } catch (IOException | RuntimeException | Error e) {
      return new PartitionOutcome.Failed(
          FailureText.told(e), remedy(e), Flaws.NONE, Optional.empty());
    }
  }

  private static PartitionOutcome notOfRaw(TrustedPartition partition) {
    return new PartitionOutcome.Failed(
        "raw does not have any more what its rows are made of, so table '%s' stays plain"
            .formatted(partition.table().name()),
        "Write 'format: parquet' again; or give the Iceberg table another name: it is made of what"
            + " raw has, and the plain one stays beside it.",
        Flaws.NONE,
        Optional.empty());
  }

  private PartitionOutcome attempt(
      TrustedPartition partition, RewritePolicy policy, LongSupplier remainingMillis) {
    Optional<PartitionManifest> manifest = Optional.empty();
    try {
      manifest = survey.manifest(partition);
      Optional<PartitionOutcome> standing = standing(partition, manifest, policy);
      return standing.isPresent()
          ? standing.get()
          : maker.make(partition, manifest, policy, remainingMillis);
    } catch (UnreadableRawException e) {
      return new PartitionOutcome.Unreadable(e.key(), e.getMessage(), kept(manifest, policy));
    } catch (RefusedRowsException e) {
      return new PartitionOutcome.Failed(
          e.getMessage(), RowTally.REMEDY, e.flaws(), kept(manifest, policy));
    } catch (UncheckedIOException e) {
      return new PartitionOutcome.Failed(
          "no room in " + workspace.folder() + ": " + e.getMessage(),
          "Raise the function's EphemeralStorage; the next run makes the partition.",
          Flaws.NONE,
          kept(manifest, policy));
    } catch (IOException | RuntimeException | Error e) {
      return new PartitionOutcome.Failed(
          FailureText.told(e), remedy(e), Flaws.NONE, kept(manifest, policy));
    }
  }

  private static String remedy(Throwable thrown) {
    return thrown instanceof VirtualMachineError
        ? "Give the function more memory, or partition raw finer; the next run makes the partition."
        : "Correct what the reason names; the next run makes the partition.";
  }

  private static Optional<PartitionOutcome.UpToDate> kept(
      Optional<PartitionManifest> manifest, RewritePolicy policy) {
    return manifest.map(made -> upToDate(made, policy));
  }

  /** What the partition's object is, if there is one. */
  public Optional<PartitionOutcome.UpToDate> existing(
      TrustedPartition partition, RewritePolicy policy) throws IOException {
    return kept(survey.manifest(partition), policy);
  }

  /** What there is, if it stays as it is. */
  private Optional<PartitionOutcome> standing(
      TrustedPartition partition, Optional<PartitionManifest> manifest, RewritePolicy policy)
      throws IOException {
    if (partition.hasNoRaw() && manifest.isEmpty()) {
      return Optional.of(new PartitionOutcome.UpToDate("", RowTotals.ZERO, false));
    }
    RewritePolicy.Verdict verdict = policy.judge(partition, manifest);
    if (verdict instanceof RewritePolicy.Verdict.Fresh fresh
        && !(isMadeOfAll(fresh.manifest(), partition)
            && keeper(partition.table()).isToBeConverted(partition))) {
      return Optional.of(upToDate(fresh.manifest(), policy));
    }
    return verdict instanceof RewritePolicy.Verdict.Kept kept
        ? Optional.of(new PartitionOutcome.Kept(upToDate(kept.manifest(), policy), kept.isMissed()))
        : Optional.empty();
  }

  /** Whether raw still has all that the partition is made of. */
  private static boolean isMadeOfAll(PartitionManifest made, TrustedPartition partition) {
    return made.fingerprint().equals(partition.fingerprint());
  }

  private static PartitionOutcome.UpToDate upToDate(PartitionManifest made, RewritePolicy policy) {
    return new PartitionOutcome.UpToDate(
        made.fingerprint(), made.rows(), made.run().equals(policy.run()));
  }
}
