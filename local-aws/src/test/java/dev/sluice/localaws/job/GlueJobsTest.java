package dev.sluice.localaws.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.ConcurrentRunsExceededException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetJobRunsResponse;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.JobRunState;

class GlueJobsTest extends JobsOverTheWire {
  @Test
  void showsAJobAsItWasDeclared() throws Exception {
    job("{\"NumberOfWorkers\": \"2\", \"WorkerType\": \"G.1X\", \"MaxRetries\": 1}");

    software.amazon.awssdk.services.glue.model.Job job =
        glue.getJob(r -> r.jobName("transform")).job();
    assertThat(job.numberOfWorkers()).isEqualTo(2);
    assertThat(job.command().scriptLocation()).isEqualTo("s3://lake/jobs/script");
    assertThat(job.defaultArguments()).containsEntry("--class", "GlueApp");
    assertThat(job.maxRetries()).isEqualTo(1);
    assertThat(job.timeout()).isEqualTo(480);
    assertThat(glue.getJobs(r -> {}).jobs()).hasSize(1);
    assertThatThrownBy(() -> glue.getJob(r -> r.jobName("none")))
        .isInstanceOf(EntityNotFoundException.class);
  }

  @Test
  void runsWithTheRunsArgumentsOverTheJobs() throws Exception {
    job("{}");
    launcher.ending("");

    String id = startRun(Map.of("--bucket", "other", "--run", "t1"));
    ends.get(0).get(10, TimeUnit.SECONDS);

    JobRun run = run(id);
    assertThat(run.jobRunState()).isEqualTo(JobRunState.SUCCEEDED);
    assertThat(run.startedOn()).isEqualTo(NOW);
    assertThat(run.completedOn()).isEqualTo(NOW);
    assertThat(run.arguments())
        .containsOnly(Map.entry("--bucket", "other"), Map.entry("--run", "t1"));
    assertThat(launcher.tasks.get(0).commandLine())
        .containsSubsequence("--JOB_NAME", "transform")
        .containsSubsequence("--bucket", "other")
        .containsSubsequence("--run", "t1");
    assertThat(launcher.started.get(0).cleared).isTrue();
    assertThat(detail())
        .isEqualTo(
            Map.of(
                "jobName", "transform",
                "severity", "INFO",
                "state", "SUCCEEDED",
                "jobRunId", id,
                "message", "Job run succeeded"));
  }

  @Test
  void startsNoMoreRunsThanAreAllowed() throws Exception {
    job("{}");
    startRun(Map.of());

    assertThatThrownBy(() -> startRun(Map.of()))
        .isInstanceOf(ConcurrentRunsExceededException.class)
        .hasMessageContaining("transform");
    assertThatThrownBy(() -> glue.startJobRun(r -> r.jobName("none")))
        .isInstanceOf(EntityNotFoundException.class);
  }

  @Test
  void pagesThroughRunsNewestFirst() throws Exception {
    job("{}");
    launcher.ending("", "", "");
    for (int i = 0; i < 3; i++) {
      startRun(Map.of());
      ends.get(i).get(10, TimeUnit.SECONDS);
    }

    GetJobRunsResponse first = glue.getJobRuns(r -> r.jobName("transform").maxResults(2));
    GetJobRunsResponse rest =
        glue.getJobRuns(r -> r.jobName("transform").nextToken(first.nextToken()));
    assertThat(first.jobRuns()).hasSize(2);
    assertThat(rest.jobRuns()).hasSize(1);
    assertThat(rest.nextToken()).isNull();
  }
}
