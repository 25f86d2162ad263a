package dev.sluice.core.run;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.run.port.TaskState;
import dev.sluice.core.run.state.JobReport;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.TableTotals;
import dev.sluice.core.run.state.Task;
import dev.sluice.core.store.ObjectStore;
import dev.sluice.core.trusted.Fingerprint;
import dev.sluice.core.trusted.Freshness;
import dev.sluice.core.trusted.Freshness.Verdict;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.PartitionSurvey;
import dev.sluice.core.trusted.RawPartition;
import dev.sluice.core.trusted.RawPartitions;
import dev.sluice.core.trusted.Standing;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Sees what a transform job has to do, and what it did. */
final class JobStep {
  private final Pipeline pipeline;
  private final ObjectStore store;
  private final PartitionSurvey survey;

  JobStep(Pipeline pipeline, ObjectStore store, PartitionSurvey survey) {
    this.pipeline = pipeline;
    this.store = store;
    this.survey = survey;
  }

  /** The run with its job's task, which has ended if all partitions are up to date. */
  Run planned(Run run, RawPartitions raw, Freshness freshness) throws IOException {
    Look look = look(raw, freshness);
    Task task = Task.waiting(run.step().name(), look.stale);
    return run.withTables(look.totals.finish())
        .withFailures(look.totals.failures())
        .with(look.isStale() ? task : task.succeeded(""));
  }

  /**
   * The run after its job ended well. A job that did not do what it was started for has failed: its
   * report has to be there, and something has to be made, or to be told why not.
   */
  Run heard(Run run, Task task, Freshness freshness) throws IOException {
    Optional<JobReport> found =
        JobReport.read(store, pipeline.name()).filter(told -> told.run().equals(run.id()));
    if (found.isEmpty()) {
      return failed(run, task, "it ended without its report, state/PIPELINE/job.json");
    }
    JobReport report = found.get();
    Look look = look(survey.list(), freshness);
    if (look.stale.equals(task.input()) && report.unreadable().isEmpty()) {
      return failed(
          run, task, "it ended well, but made none of the partitions, e.g. " + look.first);
    }
    Map<String, TableTotals> tables = look.totals.finish();
    tables.replaceAll(
        (name, table) -> table.withRewritten(report.rewritten().getOrDefault(name, 0L)));
    return run.withTables(tables)
        .withFailures(
            report.unreadable().stream()
                .map(left -> PartitionTotals.unreadable(left.key(), left))
                .toList())
        .with(task.succeeded(""));
  }

  private static Run failed(Run run, Task task, String reason) {
    return RunOutcomes.heard(run, task, new TaskState.Failed(reason));
  }

  private Look look(RawPartitions raw, Freshness freshness) throws IOException {
    Look look = new Look(new PartitionTotals(pipeline, Map.of()));
    for (RawPartition partition : raw.partitions()) {
      look.add(partition, survey.standing(partition), freshness);
    }
    return look;
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

    void add(RawPartition partition, Optional<Standing> standing, Freshness freshness) {
      if (partition.isGone() && standing.isEmpty()) {
        return;
      }
      Verdict verdict = freshness.judge(partition, standing);
      if (verdict instanceof Verdict.Stale) {
        first = first.isEmpty() ? partition.trustedKey() : first;
        stale = Fingerprint.sha256(stale + partition.trustedKey() + partition.fingerprint());
      }
      boolean isMissed = verdict instanceof Verdict.Kept kept && kept.isMissed();
      standing.ifPresent(
          made ->
              totals.add(
                  partition,
                  new PartitionOutcome.Kept(made.fingerprint(), made.counts(), isMissed)));
    }
  }
}
