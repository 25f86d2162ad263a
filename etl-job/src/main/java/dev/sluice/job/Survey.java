package dev.sluice.job;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.run.TableGates;
import dev.sluice.core.run.state.JobReport;
import dev.sluice.core.trusted.NeighbourObjects;
import dev.sluice.core.trusted.PartitionFingerprint;
import dev.sluice.core.trusted.PartitionManifest;
import dev.sluice.core.trusted.PartitionSurvey;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.TrustedPartitions;
import dev.sluice.iceberg.IcebergPartitions;
import dev.sluice.iceberg.PipelineTables;
import dev.sluice.iceberg.TableLayout;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What is to be made, and of which raw objects. */
final class Survey {
  final List<Target> targets = new ArrayList<>();
  final List<RawSplit.Source> sources = new ArrayList<>();
  final List<JobReport.Left> left = new ArrayList<>();

  /** How the files of targets in Iceberg tables are written, by the targets' numbers. */
  final Map<Integer, TableLayout> layouts = new HashMap<>();

  /** Partitions that an earlier job made, and could not commit any more. */
  final List<Target.Name> waiting = new ArrayList<>();

  private final Pipeline pipeline;
  private final PipelineTables tables;
  private final PartitionSurvey partitions;
  private final RewritePolicy policy;

  Survey(Pipeline pipeline, ObjectStore store, PipelineTables tables, RewritePolicy policy) {
    this.pipeline = pipeline;
    this.tables = tables;
    partitions = new PartitionSurvey(pipeline, store, tables);
    this.policy = policy;
  }

  /** Looks at all partitions. */
  Survey run() throws IOException {
    TrustedPartitions all = partitions.list();
    TableGates gates = new TableGates(pipeline, partitions, policy, all);
    for (TrustedPartition partition : all.partitions()) {
      if (gates.isOpen(partition)) {
        look(partition, gates.policy(partition));
      }
    }
    return this;
  }

  private void look(TrustedPartition partition, RewritePolicy policyOfIt) throws IOException {
    Optional<PartitionManifest> manifest = partitions.manifest(partition);
    if (!partition.hasNoRaw()
        && policyOfIt.judge(partition, manifest) instanceof RewritePolicy.Verdict.Stale) {
      add(
          partition,
          new Target.Before(
              manifest.filter(PartitionManifest::hasRejected).isPresent(),
              manifest.filter(PartitionManifest::hasQuarantined).isPresent()));
    } else if (partitions.isStaged(partition)) {
      waiting.add(Target.Name.of(partition));
    }
  }

  private void add(TrustedPartition partition, Target.Before before) throws IOException {
    List<ObjectInfo> objects = partitions.objects(partition);
    if (objects.isEmpty()) {
      left.add(left(partition, "all its objects were deleted"));
      return;
    }
    Optional<IcebergPartitions> iceberg = tables.iceberg(partition.table().name());
    if (iceberg.isPresent()) {
      layouts.put(targets.size(), iceberg.get().layout().in(partition));
    }
    NeighbourObjects neighbours = partitions.neighbours(partition, objects);
    int copies = neighbours.unbelieved().size() + neighbours.believed().size();
    addSources(-copies, neighbours.unbelieved(), any -> RawSplit.Use.COPIES);
    addSources(
        -neighbours.believed().size(), neighbours.believed(), any -> RawSplit.Use.COPIES_OF_FAR);
    addSources(0, objects, RawSplit.Use::of);
    Instant oldest =
        objects.stream().map(ObjectInfo::modified).min(Instant::compareTo).orElseThrow();
    targets.add(
        new Target(
            Target.Name.of(partition),
            partition.keys(pipeline.name()),
            before,
            new Target.RawObjects(
                PartitionFingerprint.of(partition, objects, neighbours),
                oldest,
                partition.believedUntil(objects)),
            policy.run()));
  }

  /** Sources of the next target. */
  private void addSources(
      int firstOrder, List<ObjectInfo> objects, Function<ObjectInfo, RawSplit.Use> use) {
    int order = firstOrder;
    for (ObjectInfo object : objects) {
      sources.add(
          new RawSplit.Source(
              targets.size(),
              order++,
              use.apply(object),
              object.key(),
              object.size(),
              object.etag()));
    }
  }

  private static JobReport.Left left(TrustedPartition partition, String reason) {
    return new JobReport.Left(
        partition.table().name(), partition.name(), partition.rawPrefix(), reason);
  }
}
