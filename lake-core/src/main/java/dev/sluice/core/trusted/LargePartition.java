package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.trusted.parts.PartFolder;
import dev.sluice.core.trusted.parts.PartPlan;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Makes a partition that is too large for one go. Its raw objects are read piece by piece and their
 * rows dealt by their ids, so that each bucket has all copies and versions of its ids; then each
 * bucket becomes files of the table. As many steps are done at once as partitions would be. What a
 * step gives is kept in the lake, so that the next invocation goes on with the others; at least one
 * is done each time. The result is that of one go, but for the order of rows, which is that of the
 * table within each file.
 */
final class LargePartition {
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
    LargeSteps work = new LargeSteps(pipeline, store, keeper, parts, source(plan));
    try (StepTurns turns = new StepTurns(workspace, parts, new Pace(remainingMillis))) {
      boolean isDone =
          turns.goOn(plan.dealing(), step -> work.deal(plan, step))
              && turns.goOn(plan.making(), step -> work.bucket(plan, step));
      if (!isDone || turns.isShort()) {
        return new PartitionOutcome.Unfinished(done(plan), plan.steps());
      }
      return publish(plan, policy);
    } catch (PartFolder.LostPartException e) {
      parts.clear();
      throw e;
    }
  }

  private int done(PartPlan plan) {
    return (int)
        Stream.concat(plan.dealing().stream(), plan.making().stream())
            .filter(parts::isDone)
            .count();
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
            PartPlan.buckets(PartPlan.unpacked(objects), workspace.share().sortBytes()),
            PartPlan.cut(objects, pieceBytes()),
            found.neighbours().unbelieved(),
            found.neighbours().believed());
    parts.save(plan);
    return plan;
  }

  /** The files of pieces that are dealt at once have room where those of one partition have it. */
  private long pieceBytes() {
    return Math.max(1, workspace.mostBytes() / Math.max(2, workspace.atOnce().partitions()));
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
}
