package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.check.RowRule;
import dev.sluice.core.trusted.PartitionKeeper.PartitionDraft;
import dev.sluice.core.trusted.PartitionKeeper.PartsDraft;
import dev.sluice.core.trusted.check.CheckedRows;
import dev.sluice.core.trusted.flaw.Flaw;
import dev.sluice.core.trusted.flaw.Flaws;
import dev.sluice.core.trusted.parts.PartPlan;
import dev.sluice.core.trusted.read.UnreadableRawException;
import dev.sluice.core.trusted.rows.RejectedRows;
import dev.sluice.core.trusted.rows.RowTotals;
import dev.sluice.core.trusted.rows.TrustedRows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Makes partitions: in one go, or, if one is too large for that and its table takes it, in parts.
 */
final class PartitionMaker {
  private final Pipeline pipeline;
  private final ObjectStore store;
  private final PartitionSurvey survey;
  private final PartitionTransform.Workspace workspace;

  PartitionMaker(
      Pipeline pipeline,
      ObjectStore store,
      PartitionSurvey survey,
      PartitionTransform.Workspace workspace) {
    this.pipeline = pipeline;
    this.store = store;
    this.survey = survey;
    this.workspace = workspace;
  }

  /**
   * What a partition is made of.
   *
   * @param objects its raw objects, in the order of their keys; at least one
   * @param before what it is so far
   */
  record Source(
      TrustedPartition partition,
      List<ObjectInfo> objects,
      NeighbourObjects neighbours,
      Optional<PartitionManifest> before) {
    TrustedTable table() {
      return partition.table();
    }

    String fingerprint() {
      return PartitionFingerprint.of(partition, objects, neighbours);
    }

    TrustedRows.Limits limits(PartitionTransform.Workspace workspace) {
      return new TrustedRows.Limits(workspace.sortBytes(), partition.believedUntil(objects));
    }

    /** The raw objects, and those of neighbours. */
    List<ObjectInfo> all() {
      return Stream.of(objects, neighbours.unbelieved(), neighbours.believed())
          .flatMap(List::stream)
          .toList();
    }

    boolean hadRejected() {
      return before.filter(PartitionManifest::hasRejected).isPresent();
    }

    Optional<TrustedTable> quarantine(Pipeline pipeline) {
      return pipeline.quarantine(
          table(), before.filter(PartitionManifest::hasQuarantined).isPresent());
    }

    Source of(List<ObjectInfo> others, NeighbourObjects beside) {
      return new Source(partition, others, beside, before);
    }

    PartitionManifest manifest(RowTotals rows, boolean hasRejected, String run, boolean inParts) {
      Instant oldest =
          objects.stream().map(ObjectInfo::modified).min(Instant::compareTo).orElseThrow();
      return new PartitionManifest(
          fingerprint(), rows, hasRejected, oldest, run, Instant.EPOCH, inParts);
    }
  }

  /** Makes a partition, or gets on with it. What it is made of may be other than what was seen. */
  PartitionOutcome make(
      TrustedPartition partition,
      Optional<PartitionManifest> before,
      RewritePolicy policy,
      LongSupplier remainingMillis)
      throws IOException {
    PartitionOutcome outcome = attempt(partition, before, policy, remainingMillis);
    if (outcome instanceof PartitionOutcome.Rewritten rewritten
        && !rewritten.fingerprint().equals(partition.fingerprint())) {
      survey.listAgain(partition);
    }
    return outcome;
  }

  private PartitionOutcome attempt(
      TrustedPartition partition,
      Optional<PartitionManifest> before,
      RewritePolicy policy,
      LongSupplier remainingMillis)
      throws IOException {
    List<ObjectInfo> objects = survey.objects(partition);
    if (objects.isEmpty()) {
      survey.listAgain(partition);
      throw new UnreadableRawException(partition.rawPrefix(), "all its objects were deleted");
    }
    Source source = new Source(partition, objects, survey.neighbours(partition, objects), before);
    PartitionKeeper keeper = survey.keeper(partition.table());
    if (isLarge(source) && keeper.draft(partition) instanceof PartsDraft) {
      return new LargePartition(pipeline, store, keeper, workspace, source)
          .make(policy, remainingMillis);
    }
    try (PartitionFolder folder = PartitionFolder.in(workspace.folder())) {
      PartitionManifest made =
          inOneGo(source, keeper.draft(partition), folder.path(), policy.run());
      return new PartitionOutcome.Rewritten(made.fingerprint(), made.rows());
    }
  }

  /** Which rows have the same values in other columns than the id can be told of all rows only. */
  private boolean isLarge(Source source) {
    return PartPlan.unpacked(source.objects()) > workspace.mostBytes()
        && source.table().checks().rows().stream()
            .noneMatch(check -> check.rule() instanceof RowRule.Unique);
  }

  private PartitionManifest inOneGo(Source source, PartitionDraft draft, Path folder, String run)
      throws IOException {
    TrustedTable table = source.table();
    CheckedRows.Files files =
        new CheckedRows.Files(source.quarantine(pipeline), draft.writer(), folder);
    TrustedRows.Limits limits = source.limits(workspace);
    try (RejectedRows rejected = new RejectedRows(folder.resolve("part-0.json"));
        TrustedRows rows = new TrustedRows(table, limits, folder, rejected)) {
      new RowsOfPartition(store, source.partition().input(), rows, workspace.sortBytes())
          .read(source.objects(), source.neighbours());
      try (CheckedRows checked = new CheckedRows(table, files)) {
        RowTotals totals = rows.writeTo(checked);
        List<Flaw> failed = checked.finish();
        RowTotals made = totals.plus(new Flaws(failed));
        RefusedRowsException.check(table, rows.tally(), failed, made.flaws());
        PartitionManifest manifest = source.manifest(made, !rejected.isEmpty(), run, false);
        draft.publish(checked, rejected.finish(source.hadRejected()), manifest);
        return manifest;
      }
    }
  }
}
