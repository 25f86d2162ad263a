package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.PartitionKeeper.PartsDraft;
import dev.sluice.core.trusted.check.CheckedRows;
import dev.sluice.core.trusted.flaw.Flaw;
import dev.sluice.core.trusted.parts.PartFolder;
import dev.sluice.core.trusted.parts.PartFolder.Step;
import dev.sluice.core.trusted.parts.PartPlan;
import dev.sluice.core.trusted.parts.PartReport;
import dev.sluice.core.trusted.rows.DealtRows;
import dev.sluice.core.trusted.rows.PackedRowFile;
import dev.sluice.core.trusted.rows.RejectedRows;
import dev.sluice.core.trusted.rows.RowTotals;
import dev.sluice.core.trusted.rows.TableWriter;
import dev.sluice.core.trusted.rows.TrustedRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Makes a partition that is too large for one go. Its raw objects are read piece by piece and their
 * rows dealt by their ids, so that each bucket has all copies and versions of its ids; then each
 * bucket becomes files of the table. What a step gives is kept in the lake, so that the next
 * invocation goes on behind it; at least one step is done each time. The result is that of one go,
 * but for the order of rows, which is that of the table within each file.
 */
final class LargePartition {
  private static final byte[] NO_FILES = {};

  /** Of the rows that pieces leave: raised when they lie otherwise. */
  private static final String FORMAT = "1";

  private final Pipeline pipeline;
  private final ObjectStore store;
  private final PartitionKeeper keeper;
  private final PartitionTransform.Workspace workspace;
  private final PartitionMaker.Source found;
  private final PartFolder parts;

  /**
   * @param found what it is to be made of, if it was not begun
   */
  LargePartition(
      Pipeline pipeline,
      ObjectStore store,
      PartitionKeeper keeper,
      PartitionTransform.Workspace workspace,
      PartitionMaker.Source found) {
    this.pipeline = pipeline;
    this.store = store;
    this.keeper = keeper;
    this.workspace = workspace;
    this.found = found;
    TrustedPartition partition = found.partition();
    parts =
        new PartFolder(
            store,
            new LakeLayout(pipeline.name()).parts(partition.table().name(), partition.path()));
  }

  /** Makes it, or as much of it as there is time for. */
  PartitionOutcome make(RewritePolicy policy, LongSupplier remainingMillis) throws IOException {
    PartPlan plan = plan(policy);
    Pace pace = new Pace(remainingMillis);
    boolean hasWorked = false;
    try {
      for (int number = 0; number < plan.steps(); number++) {
        Step step = step(plan, number);
        if (parts.isDone(step)) {
          continue;
        }
        if (hasWorked && pace.isShort()) {
          return new PartitionOutcome.Unfinished(number, plan.steps());
        }
        pace.start();
        perform(plan, step);
        pace.stop();
        hasWorked = true;
      }
      if (hasWorked && pace.isShort()) {
        return new PartitionOutcome.Unfinished(plan.steps(), plan.steps());
      }
      return publish(plan, policy);
    } catch (PartFolder.LostPartException e) {
      parts.clear();
      throw e;
    }
  }

  private PartitionOutcome publish(PartPlan plan, RewritePolicy policy) throws IOException {
    PartitionManifest made =
        new PartsAssembly(pipeline, keeper, workspace, parts)
            .publish(source(plan), plan, policy.run());
    keeper.save();
    parts.letGo();
    return new PartitionOutcome.Rewritten(made.fingerprint(), made.rows());
  }

  private PartPlan plan(RewritePolicy policy) throws IOException {
    Optional<PartPlan> begun = parts.load();
    if (begun.isPresent() && isGood(begun.get(), policy)) {
      PartPlan plan = begun.get().by(policy.run());
      if (!plan.equals(begun.get())) {
        parts.save(plan);
      }
      return plan;
    }
    parts.clear();
    List<ObjectInfo> objects = found.objects();
    PartPlan plan =
        new PartPlan(
            bound(found),
            policy.run(),
            policy.time(),
            PartPlan.buckets(PartPlan.unpacked(objects), workspace.sortBytes()),
            PartPlan.cut(objects, Math.max(1, workspace.mostBytes() / 2)),
            found.neighbours().unbelieved(),
            found.neighbours().believed());
    parts.save(plan);
    return plan;
  }

  /**
   * Whether it is of this run or of what is to be made now, of the table as it is designed and
   * defined, and was not published yet.
   */
  private boolean isGood(PartPlan plan, RewritePolicy policy) throws IOException {
    PartitionMaker.Source planned = source(plan);
    boolean isPublished =
        found
            .before()
            .filter(made -> made.run().equals(plan.run()))
            .filter(made -> made.fingerprint().equals(planned.fingerprint()))
            .isPresent();
    return plan.isGood(policy.time(), found.all())
        && (plan.run().equals(policy.run()) || plan.fingerprint().equals(bound(found)))
        && plan.fingerprint().equals(bound(planned))
        && !isPublished;
  }

  /** Of what is made, and of how its parts are written. */
  private String bound(PartitionMaker.Source source) throws IOException {
    return PartitionFingerprint.sha256(
        String.join("\n", FORMAT, keeper.design(source.table()), source.fingerprint()));
  }

  /** What the plan holds to. */
  private PartitionMaker.Source source(PartPlan plan) {
    return found.of(plan.objects(), new NeighbourObjects(plan.unbelieved(), plan.believed()));
  }

  private static Step step(PartPlan plan, int number) {
    int pieces = plan.pieces().size();
    return number < pieces ? Step.piece(number) : Step.bucket(number - pieces);
  }

  private void perform(PartPlan plan, Step step) throws IOException {
    try (PartitionFolder folder = PartitionFolder.in(workspace.folder())) {
      if (step.kind() == Step.Kind.PIECE) {
        deal(plan, step, folder.path());
      } else {
        bucket(plan, step, folder.path());
      }
    }
  }

  private void deal(PartPlan plan, Step step, Path folder) throws IOException {
    PartitionMaker.Source source = source(plan);
    try (RejectedRows rejected = new RejectedRows(folder.resolve("rejected.json"));
        DealtRows rows = new DealtRows(source.table(), folder, plan.buckets(), rejected)) {
      new RowsOfPartition(store, source.partition().input(), rows, workspace.sortBytes())
          .read(plan.pieces().get(step.number()), source.neighbours());
      parts.keepRows(step.number(), rows.finish());
      Optional<Path> file = rejected.finish(false);
      if (file.isPresent()) {
        parts.keepOthers(step, file.get());
      }
      parts.keep(step, PartReport.of(rows.withoutRows(), rows.tally(), file.isPresent(), NO_FILES));
    }
  }

  private void bucket(PartPlan plan, Step step, Path folder) throws IOException {
    PartitionMaker.Source source = source(plan);
    TrustedTable table = source.table();
    PartsDraft draft = (PartsDraft) keeper.draft(source.partition());
    CheckedRows.Files files =
        new CheckedRows.Files(
            source.quarantine(pipeline), tableAlone(table, draft.writer()), folder);
    try (RejectedRows none = new RejectedRows(folder.resolve("rejected.json"));
        TrustedRows rows = new TrustedRows(table, source.limits(workspace), folder, none)) {
      for (int piece = 0; piece < plan.pieces().size(); piece++) {
        read(piece, step.number(), rows);
      }
      try (CheckedRows checked = new CheckedRows(table, files)) {
        RowTotals totals = rows.writeTo(checked);
        List<Flaw> failed = checked.finish();
        if (checked.hasQuarantined()) {
          parts.keepOthers(step, checked.quarantine());
        }
        parts.keep(
            step,
            PartReport.of(totals, rows.tally(), checked.hasQuarantined(), draft.putPart())
                .with(failed));
      }
    }
  }

  /** Rows that checks keep out are put together at the end. */
  private static TableWriter tableAlone(TrustedTable table, TableWriter writer) {
    return (of, file) ->
        of.name().equals(table.name()) ? writer.create(of, file) : new PackedRowFile(file);
  }

  private void read(int piece, int bucket, TrustedRows rows) throws IOException {
    try (PackedRowFile.Reader reader = new PackedRowFile.Reader(parts.rows(piece, bucket))) {
      while (reader.next()) {
        rows.addDealt(reader.row());
      }
    }
  }
}
