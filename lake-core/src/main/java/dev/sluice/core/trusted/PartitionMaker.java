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
      return new TrustedRows.Limits(
          workspace.sortBytes(), workspace.memory(), partition.believedUntil(objects));
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

  /** What an attempt to make a partition came to. */
  sealed interface Made {
    /** All its raw objects are gone. */
    record OfNothing() implements Made {}

    /** It was published. */
    record InOneGo(PartitionManifest manifest) implements Made {}

    /** It is too large for one go: nothing was done. */
    record TooLarge(Source source) implements Made {}
  }

  /**
   * Makes a partition, unless it is too large for one go. Any thread may do that, beside others.
   * What it is made of may be other than what was seen.
   *
   * @param room where it is made
   */
  Made make(
      TrustedPartition partition,
      Optional<PartitionManifest> before,
      PartitionDraft draft,
      String run,
      PartitionTransform.Workspace room)
      throws IOException {
    List<ObjectInfo> objects = survey.objects(partition);
    if (objects.isEmpty()) {
      return new Made.OfNothing();
    }
    Source source = new Source(partition, objects, survey.neighbours(partition, objects), before);
    if (isLarge(source) && draft instanceof PartsDraft) {
      return new Made.TooLarge(source);
    }
    return new Made.InOneGo(inOneGo(source, draft, run, room));
  }

  /** Tells the survey what was made; gets on with a partition that is too large. */
  PartitionOutcome finish(
      TrustedPartition partition, Made made, RewritePolicy policy, LongSupplier remainingMillis)
      throws IOException {
    if (made instanceof Made.OfNothing) {
      survey.listAgain(partition);
      throw new UnreadableRawException(partition.rawPrefix(), "all its objects were deleted");
    }
    PartitionOutcome outcome;
    if (made instanceof Made.InOneGo done) {
      outcome = new PartitionOutcome.Rewritten(done.manifest.fingerprint(), done.manifest.rows());
    } else {
      PartitionKeeper keeper = survey.keeper(partition.table());
      outcome =
          new LargePartition(pipeline, store, keeper, workspace, ((Made.TooLarge) made).source)
              .make(policy, remainingMillis);
    }
    if (outcome instanceof PartitionOutcome.Rewritten rewritten
        && !rewritten.fingerprint().equals(partition.fingerprint())) {
      survey.listAgain(partition);
    }
    return outcome;
  }

  /** Which rows have the same values in other columns than the id can be told of all rows only. */
  private boolean isLarge(Source source) {
    return PartPlan.unpacked(source.objects()) > workspace.mostBytes()
        && source.table().checks().rows().stream()
            .noneMatch(check -> check.rule() instanceof RowRule.Unique);
  }

  private PartitionManifest inOneGo(
      Source source, PartitionDraft draft, String run, PartitionTransform.Workspace room)
      throws IOException {
    TrustedTable table = source.table();
    try (PartitionFolder folder = PartitionFolder.in(room.folder());
        RejectedRows rejected = new RejectedRows(folder.path().resolve("part-0.json"));
        TrustedRows rows = new TrustedRows(table, source.limits(room), folder.path(), rejected)) {
      new RowsOfPartition(store, source.partition().input(), rows, room)
          .read(source.objects(), source.neighbours());
      CheckedRows.Files files =
          new CheckedRows.Files(source.quarantine(pipeline), draft.writer(), folder.path());
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
