package dev.sluice.core.run;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.run.port.ExecutionStatus;
import dev.sluice.core.run.state.JobReport;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.TableTotals;
import dev.sluice.core.run.state.Task;
import dev.sluice.core.trusted.PartitionFingerprint;
import dev.sluice.core.trusted.PartitionManifest;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.PartitionSurvey;
import dev.sluice.core.trusted.Rebuild;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.RewritePolicy.Verdict;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.TrustedPartitions;
import dev.sluice.core.trusted.survey.SurveyRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Sees what a transform job has to do, and what it did. */
final class JobStep {
  private final Pipeline pipeline;
  private final ObjectStore store;
  private final PartitionSurvey survey;
  private final LongSupplier remainingMillis;

  /**
   * Of an invocation.
   *
   * @param remainingMillis of it
   */
  JobStep(
      Pipeline pipeline, ObjectStore store, PartitionSurvey survey, LongSupplier remainingMillis) {
    this.remainingMillis = remainingMillis;
    this.pipeline = pipeline;
    this.store = store;
    this.survey = survey;
  }

  /** The run with its job's task, which has ended if all partitions are up to date. */
  Run planned(Run run, TrustedPartitions raw, RewritePolicy policy) throws IOException {
    Look look = look(run, raw, policy);
    Task task = Task.waiting(run.step().name(), look.stale);
    return run.withTables(look.totals.finish())
        .withFailures(look.totals.failures())
        .with(look.isStale() ? task : task.succeeded(""));
  }

  /**
   * The run after its job ended well. A job that did not do what it was started for has failed: its
   * report has to be there, and something has to be made, or to be told why not.
   */
  Run succeeded(Run run, Task task, RewritePolicy policy) throws IOException {
    Optional<JobReport> found =
        JobReport.read(store, pipeline.name()).filter(told -> told.run().equals(run.id()));
    if (found.isEmpty()) {
      return failed(run, task, "it ended without its report, state/PIPELINE/job.json");
    }
    JobReport report = found.get();
    TrustedPartitions partitions = survey.list(afterwards(policy));
    Look look = look(run, partitions, policy);
    if (look.stale.equals(task.input()) && report.left().isEmpty()) {
      return failed(
          run, task, "it ended well, but made none of the partitions, e.g. " + look.first);
    }
    report.left().forEach(look.totals::refuse);
    listAgain(report, partitions);
    Map<String, TableTotals> tables = look.totals.finish();
    tables.replaceAll(
        (name, table) -> table.withRewritten(report.rewritten().getOrDefault(name, 0L)));
    return run.withTables(tables)
        .withFailures(
            report.left().stream()
                .map(left -> PartitionTotals.left(subject(left, partitions), left))
                .toList())
        .with(task.succeeded(""));
  }

  /** Partitions that the job left because raw has nothing of them, which runs don't know yet. */
  private void listAgain(JobReport report, TrustedPartitions partitions) throws IOException {
    Set<String> left =
        report.left().stream()
            .map(each -> each.table() + "/" + each.partition())
            .collect(Collectors.toSet());
    for (TrustedPartition partition : partitions.partitions()) {
      boolean isLeft = left.contains(partition.table().name() + "/" + partition.name());
      if (isLeft && !partition.hasNoRaw() && survey.objects(partition).isEmpty()) {
        survey.listAgain(partition);
      }
    }
  }

  private SurveyRequest afterwards(RewritePolicy policy) {
    return new SurveyRequest(
        policy.run(), policy.time(), policy.rebuild().map(Rebuild::period), remainingMillis);
  }

  /** As when the function itself reads the object: the partition's object in trusted. */
  private static String subject(JobReport.Left left, TrustedPartitions partitions) {
    return partitions.partitions().stream()
        .filter(partition -> partition.table().name().equals(left.table()))
        .filter(partition -> partition.name().equals(left.partition()))
        .map(TrustedPartition::trustedKey)
        .findFirst()
        .orElse(left.key());
  }

  private static Run failed(Run run, Task task, String reason) {
    return RunOutcomes.statusReceived(run, task, new ExecutionStatus.Failed(reason));
  }

  private Look look(Run run, TrustedPartitions raw, RewritePolicy policy) throws IOException {
    Look look = new Look(new PartitionTotals(pipeline, Map.of()));
    TableGates gates = new TableGates(pipeline, survey, policy, raw);
    gates.tell(run, look.totals);
    for (TrustedPartition partition : raw.partitions()) {
      if (gates.isOpen(partition)) {
        Optional<PartitionManifest> manifest = survey.manifest(partition);
        if (look.add(partition, manifest, gates.policy(partition))) {
          survey.keeper(partition.table()).forget(partition); // the job is about to make it
        }
        if (isOther(partition, manifest, policy)) {
          survey.listAgain(partition);
        }
        if (survey.isStaged(partition)) {
          look.goOn(partition); // an earlier job made it, and could not commit it any more
        }
      } else if (gates.isRefused(partition)) {
        look.keep(partition, survey.manifest(partition), policy);
      }
    }
    for (TrustedTable table : pipeline.trusted()) {
      survey.keeper(table).remember();
    }
    return look;
  }

  /** Whether the job, which lists for itself, made it of something else than what is known. */
  private static boolean isOther(
      TrustedPartition partition, Optional<PartitionManifest> manifest, RewritePolicy policy) {
    return manifest
        .filter(made -> made.run().equals(policy.run()))
        .filter(made -> !made.fingerprint().equals(partition.fingerprint()))
        .isPresent();
  }

  /** What was seen of all partitions. */
  private static final class Look {
    private final PartitionTotals totals;
    private String stale = "";
    private String first = "";

    Look(PartitionTotals totals) {
      this.totals = totals;
    }

    boolean isStale() {
      return !first.isEmpty();
    }

    /** Whether there is something to do for it. */
    boolean add(
        TrustedPartition partition, Optional<PartitionManifest> manifest, RewritePolicy policy) {
      if (partition.hasNoRaw() && manifest.isEmpty()) {
        return false;
      }
      Verdict verdict = policy.judge(partition, manifest);
      if (verdict instanceof Verdict.Stale) {
        goOn(partition);
      }
      boolean isMissed = verdict instanceof Verdict.Kept kept && kept.isMissed();
      manifest.ifPresent(made -> totals.add(partition, outcome(made, isMissed, policy)));
      return verdict instanceof Verdict.Stale;
    }

    /** Nothing is done for it, whatever it is made of. */
    void keep(
        TrustedPartition partition, Optional<PartitionManifest> manifest, RewritePolicy policy) {
      manifest.ifPresent(made -> totals.add(partition, outcome(made, false, policy)));
    }

    /** There is something to do for it. */
    void goOn(TrustedPartition partition) {
      first = first.isEmpty() ? partition.trustedKey() : first;
      stale = PartitionFingerprint.sha256(stale + partition.trustedKey() + partition.fingerprint());
    }

    private static PartitionOutcome outcome(
        PartitionManifest made, boolean isMissed, RewritePolicy policy) {
      boolean isOfRun = made.run().equals(policy.run());
      return new PartitionOutcome.Kept(
          new PartitionOutcome.UpToDate(made.fingerprint(), made.rows(), isOfRun),
          isMissed && !isOfRun);
    }
  }
}
