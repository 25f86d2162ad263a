package dev.sluice.job;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.run.state.JobReport;
import dev.sluice.core.trusted.NeighbourObjects;
import dev.sluice.core.trusted.PartitionFingerprint;
import dev.sluice.core.trusted.PartitionManifest;
import dev.sluice.core.trusted.PartitionSurvey;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TrustedPartition;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is to be made, and of which raw objects. */
final class Survey {
  final List<Target> targets = new ArrayList<>();
  final List<RawSplit.Source> sources = new ArrayList<>();
  final List<JobReport.Left> left = new ArrayList<>();

  private final Pipeline pipeline;
  private final PartitionSurvey partitions;
  private final RewritePolicy policy;

  Survey(Pipeline pipeline, PartitionSurvey partitions, RewritePolicy policy) {
    this.pipeline = pipeline;
    this.partitions = partitions;
    this.policy = policy;
  }

  /** Looks at all partitions. */
  Survey run() throws IOException {
    for (TrustedPartition partition : partitions.list().partitions()) {
      Optional<PartitionManifest> manifest = partitions.manifest(partition);
      if (!partition.hasNoRaw()
          && policy.judge(partition, manifest) instanceof RewritePolicy.Verdict.Stale) {
        add(
            partition,
            new Target.Before(
                manifest.filter(PartitionManifest::hasRejected).isPresent(),
                manifest.filter(PartitionManifest::hasQuarantined).isPresent()));
      }
    }
    return this;
  }

  private void add(TrustedPartition partition, Target.Before before) throws IOException {
    List<ObjectInfo> objects = partitions.objects(partition);
    if (objects.isEmpty()) {
      left.add(left(partition, "all its objects were deleted"));
      return;
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
            partition.table().name(),
            partition.name(),
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
