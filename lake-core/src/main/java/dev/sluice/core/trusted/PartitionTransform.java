package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.check.CheckedRows;
import dev.sluice.core.trusted.flaw.Flaws;
import dev.sluice.core.trusted.read.FailureText;
import dev.sluice.core.trusted.read.UnreadableRawException;
import dev.sluice.core.trusted.rows.RejectedRows;
import dev.sluice.core.trusted.rows.RowTally;
import dev.sluice.core.trusted.rows.RowTotals;
import dev.sluice.core.trusted.rows.TableWriter;
import dev.sluice.core.trusted.rows.TrustedRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Brings trusted partitions up to date: each is replaced as a whole, with what it was made of
 * ({@code fingerprint}) and its counts.
 */
public final class PartitionTransform {
  private final Pipeline pipeline;
  private final ObjectStore store;
  private final PartitionSurvey survey;
  private final PartitionKeeper.Keepers keepers;
  private final Workspace workspace;

  /**
   * Where and with how much memory rows are sorted.
   *
   * @param folder for temporary files; of the order of twice a partition's uncompressed size
   * @param sortBytes memory for rows; beyond it they go to the folder. Indexes over the rows take
   *     about a third more
   */
  public record Workspace(Path folder, long sortBytes) {
    public Workspace {
      if (sortBytes < 1) {
        throw new IllegalArgumentException("sortBytes must be positive, not " + sortBytes);
      }
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
    this.pipeline = pipeline;
    this.store = store;
    this.survey = survey;
    keepers = survey::keeper;
    this.workspace = workspace;
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

  /**
   * Writes the partition's object if it is not made of what is in raw now. Whatever goes wrong
   * costs this partition alone.
   */
  public PartitionOutcome bringUpToDate(TrustedPartition partition, RewritePolicy policy) {
    PartitionOutcome outcome = attempt(partition, policy);
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

  private PartitionOutcome attempt(TrustedPartition partition, RewritePolicy policy) {
    Optional<PartitionManifest> manifest = Optional.empty();
    try {
      manifest = survey.manifest(partition);
      return bringUpToDate(partition, manifest, policy);
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

  private PartitionOutcome bringUpToDate(
      TrustedPartition partition, Optional<PartitionManifest> manifest, RewritePolicy policy)
      throws IOException {
    if (partition.hasNoRaw() && manifest.isEmpty()) {
      return new PartitionOutcome.UpToDate("", RowTotals.ZERO, false);
    }
    RewritePolicy.Verdict verdict = policy.judge(partition, manifest);
    if (verdict instanceof RewritePolicy.Verdict.Fresh fresh
        && !(isMadeOfAll(fresh.manifest(), partition)
            && keeper(partition.table()).isToBeConverted(partition))) {
      return upToDate(fresh.manifest(), policy);
    }
    if (verdict instanceof RewritePolicy.Verdict.Kept kept) {
      return new PartitionOutcome.Kept(upToDate(kept.manifest(), policy), kept.isMissed());
    }
    return make(partition, manifest, policy.run());
  }

  /** Whether raw still has all that the partition is made of. */
  private static boolean isMadeOfAll(PartitionManifest made, TrustedPartition partition) {
    return made.fingerprint().equals(partition.fingerprint());
  }

  private static PartitionOutcome.UpToDate upToDate(PartitionManifest made, RewritePolicy policy) {
    return new PartitionOutcome.UpToDate(
        made.fingerprint(), made.rows(), made.run().equals(policy.run()));
  }

  private PartitionOutcome make(
      TrustedPartition partition, Optional<PartitionManifest> before, String run)
      throws IOException {
    try (PartitionFolder folder = PartitionFolder.in(workspace.folder())) {
      PartitionManifest made = rewrite(partition, folder.path(), before, run);
      if (!made.fingerprint().equals(partition.fingerprint())) {
        survey.listAgain(partition);
      }
      return new PartitionOutcome.Rewritten(made.fingerprint(), made.rows());
    }
  }

  private PartitionManifest rewrite(
      TrustedPartition partition, Path folder, Optional<PartitionManifest> before, String run)
      throws IOException {
    TrustedTable table = partition.table();
    List<ObjectInfo> objects = objects(partition);
    NeighbourObjects neighbours = survey.neighbours(partition, objects);
    String fingerprint = PartitionFingerprint.of(partition, objects, neighbours);
    boolean hadQuarantined = before.filter(PartitionManifest::hasQuarantined).isPresent();
    PartitionKeeper.PartitionDraft draft = keepers.of(table).draft(partition);
    CheckedRows.Files files =
        new CheckedRows.Files(pipeline.quarantine(table, hadQuarantined), draft.writer(), folder);
    TrustedRows.Limits limits =
        new TrustedRows.Limits(workspace.sortBytes(), partition.believedUntil(objects));
    try (RejectedRows rejected = new RejectedRows(folder.resolve("part-0.json"));
        TrustedRows rows = new TrustedRows(table, limits, folder, rejected)) {
      new RowsOfPartition(store, partition.input(), rows, workspace.sortBytes())
          .read(objects, neighbours);
      try (CheckedRows checked = new CheckedRows(table, files)) {
        RowTotals made = rows.writeTo(checked).plus(checked.finish());
        RefusedRowsException.check(rows, checked, made.flaws());
        PartitionManifest manifest =
            new PartitionManifest(
                fingerprint, made, !rejected.isEmpty(), oldest(objects), run, Instant.EPOCH);
        boolean hadRejected = before.filter(PartitionManifest::hasRejected).isPresent();
        draft.publish(checked, rejected.finish(hadRejected), manifest);
        return manifest;
      }
    }
  }

  private List<ObjectInfo> objects(TrustedPartition partition) throws IOException {
    List<ObjectInfo> objects = survey.objects(partition);
    if (objects.isEmpty()) {
      throw new UnreadableRawException(partition.rawPrefix(), "all its objects were deleted");
    }
    return objects;
  }

  private static Instant oldest(List<ObjectInfo> objects) {
    return objects.stream().map(ObjectInfo::modified).min(Instant::compareTo).orElseThrow();
  }
}
