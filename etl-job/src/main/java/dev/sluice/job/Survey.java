package dev.sluice.job;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.run.state.JobReport;
import dev.sluice.core.store.ObjectStore.ObjectInfo;
import dev.sluice.core.trusted.Fingerprint;
import dev.sluice.core.trusted.Freshness;
import dev.sluice.core.trusted.PartitionSurvey;
import dev.sluice.core.trusted.RawPartition;
import dev.sluice.core.trusted.Standing;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is to be made, and of which raw objects. */
final class Survey {
  final List<Target> targets = new ArrayList<>();
  final List<RawSplit.Source> sources = new ArrayList<>();
  final List<JobReport.Unreadable> unreadable = new ArrayList<>();

  private final Pipeline pipeline;
  private final PartitionSurvey partitions;
  private final Freshness freshness;

  Survey(Pipeline pipeline, PartitionSurvey partitions, Freshness freshness) {
    this.pipeline = pipeline;
    this.partitions = partitions;
    this.freshness = freshness;
  }

  /** Looks at all partitions. */
  Survey run() throws IOException {
    for (RawPartition partition : partitions.list().partitions()) {
      Optional<Standing> standing = partitions.standing(partition);
      if (!partition.isGone()
          && freshness.judge(partition, standing) instanceof Freshness.Verdict.Stale) {
        add(partition, standing.filter(Standing::hasRejected).isPresent());
      }
    }
    return this;
  }

  private void add(RawPartition partition, boolean hadRejected) throws IOException {
    List<ObjectInfo> objects = partitions.objects(partition);
    if (objects.isEmpty()) {
      unreadable.add(unreadable(partition, "all its objects were deleted"));
      return;
    }
    int number = targets.size();
    for (int order = 0; order < objects.size(); order++) {
      ObjectInfo object = objects.get(order);
      sources.add(new RawSplit.Source(number, order, object.key(), object.size(), object.etag()));
    }
    Fingerprint fingerprint = new Fingerprint(partition.table(), partition.input().format());
    objects.forEach(fingerprint::add);
    targets.add(
        new Target(
            partition.table().name(),
            partition.name(),
            partition.trustedKey(),
            partition.rejectedKey(pipeline.name()),
            hadRejected,
            fingerprint.hex(),
            objects.stream().map(ObjectInfo::modified).min(Instant::compareTo).orElseThrow(),
            freshness.run()));
  }

  private static JobReport.Unreadable unreadable(RawPartition partition, String reason) {
    return new JobReport.Unreadable(
        partition.table().name(), partition.name(), partition.rawPrefix(), reason);
  }
}
