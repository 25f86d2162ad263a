package dev.sluice.core.run.port;

import dev.sluice.core.run.state.JobReport;
import dev.sluice.core.trusted.FarmLake;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.TrustedPartition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A job that works, when the test lets it end, as the function would. One run at a time. */
public final class FakeTransformJob implements TransformJob {
  public final Map<String, ExecutionStatus> states = new LinkedHashMap<>();
  public final Map<String, JobStart> starts = new LinkedHashMap<>();
  public boolean isIdle;
  private final FarmLake lake;

  public FakeTransformJob(FarmLake lake) {
    this.lake = lake;
  }

  @Override
  public Optional<String> start(JobStart job) {
    String id = job.policy().run() + " " + job.attempt();
    boolean isBusy = states.values().stream().anyMatch(ExecutionStatus.Running.class::isInstance);
    if (!states.containsKey(id)) {
      if (isBusy) {
        return Optional.empty();
      }
      states.put(id, new ExecutionStatus.Running());
      starts.put(id, job);
    }
    return Optional.of(id);
  }

  @Override
  public ExecutionStatus state(String jobRunId) {
    return states.getOrDefault(jobRunId, new ExecutionStatus.Failed("unknown"));
  }

  /** Lets the run at work do its work and end, with luck well; its id. */
  public List<String> end() {
    List<String> ended = new ArrayList<>();
    for (Map.Entry<String, ExecutionStatus> run : states.entrySet()) {
      if (run.getValue() instanceof ExecutionStatus.Running) {
        run.setValue(worked(starts.get(run.getKey())));
        ended.add(run.getKey());
      }
    }
    return ended;
  }

  private ExecutionStatus worked(JobStart job) {
    try {
      if (!isIdle) {
        work(job);
      }
      return new ExecutionStatus.Succeeded("");
    } catch (IOException | RuntimeException | Error e) {
      return new ExecutionStatus.Failed("lost half way");
    }
  }

  private void work(JobStart job) throws IOException {
    long rewritten = 0;
    List<JobReport.Left> unreadable = new ArrayList<>();
    for (TrustedPartition partition : lake.partitions().partitions()) {
      PartitionOutcome outcome = lake.transform(1 << 20).bringUpToDate(partition, job.policy());
      if (outcome instanceof PartitionOutcome.Unreadable left) {
        unreadable.add(
            new JobReport.Left("readings", partition.name(), left.objectKey(), left.reason()));
      } else if (outcome instanceof PartitionOutcome.Failed failed) {
        if (failed.flaws().isEmpty()) {
          throw new IOException(failed.reason());
        }
        unreadable.add(
            new JobReport.Left("readings", partition.name(), "", failed.reason(), failed.flaws()));
      } else if (outcome instanceof PartitionOutcome.Rewritten) {
        rewritten++;
      }
    }
    new JobReport(job.policy().run(), Map.of("readings", rewritten), unreadable)
        .write(lake.store, "farm");
  }

  /** Lets the run at work fail before it did anything. */
  public void fail() {
    states.replaceAll(
        (id, state) ->
            state instanceof ExecutionStatus.Running
                ? new ExecutionStatus.Failed("out of memory")
                : state);
  }
}
