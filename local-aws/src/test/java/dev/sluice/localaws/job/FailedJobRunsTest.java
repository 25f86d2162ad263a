package dev.sluice.localaws.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.BatchStopJobRunResponse;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.JobRunState;

class FailedJobRunsTest extends JobsOverTheWire {
  @Test
  void tellsWhyARunFailed() throws Exception {
    job("{}");
    launcher.ending("Exception in User Class: java.lang.IllegalStateException : no luck");

    String id = startRun(Map.of());
    ends.get(0).get(10, TimeUnit.SECONDS);

    assertThat(run(id).jobRunState()).isEqualTo(JobRunState.FAILED);
    assertThat(run(id).errorMessage()).endsWith("no luck");
    assertThat(detail()).containsEntry("severity", "ERROR").containsEntry("state", "FAILED");
  }

  @Test
  void failsARunThatCannotBeLaunched() throws Exception {
    job("{}");
    launcher.refusals.add("s3://lake/jobs/script can't be read");

    String id = startRun(Map.of());
    ends.get(0).get(10, TimeUnit.SECONDS);

    assertThat(run(id).jobRunState()).isEqualTo(JobRunState.FAILED);
    assertThat(run(id).errorMessage())
        .isEqualTo("LAUNCH ERROR | s3://lake/jobs/script can't be read");
  }

  @Test
  void repeatsAFailedRunAsOftenAsTheJobSays() throws Exception {
    job("{\"MaxRetries\": 2}");
    launcher.ending("first", "second", "");

    String id = startRun(Map.of());
    ends.get(0).get(10, TimeUnit.SECONDS);

    List<JobRun> runs = glue.getJobRuns(r -> r.jobName("transform")).jobRuns();
    assertThat(runs)
        .extracting(JobRun::id)
        .containsExactly(id + "_attempt_2", id + "_attempt_1", id);
    assertThat(runs).extracting(JobRun::attempt).containsExactly(2, 1, 0);
    assertThat(runs.get(0).previousRunId()).isEqualTo(id + "_attempt_1");
    assertThat(runs)
        .extracting(JobRun::jobRunState)
        .containsExactly(JobRunState.SUCCEEDED, JobRunState.FAILED, JobRunState.FAILED);
    assertThat(events).hasSize(3);
  }

  @Test
  void endsARunThatTakesTooLong() throws Exception {
    job("{\"Timeout\": 0, \"MaxRetries\": 1}");

    String id = startRun(Map.of());
    ends.get(0).get(10, TimeUnit.SECONDS);

    assertThat(run(id).jobRunState()).isEqualTo(JobRunState.TIMEOUT);
    assertThat(detail()).containsEntry("severity", "WARN");
    assertThat(launcher.started).hasSize(1);
  }

  @Test
  void stopsARun() throws Exception {
    job("{\"MaxRetries\": 1}");
    String id = startRun(Map.of());

    BatchStopJobRunResponse stopped =
        glue.batchStopJobRun(r -> r.jobName("transform").jobRunIds(id, "jr_none"));
    ends.get(0).get(10, TimeUnit.SECONDS);

    assertThat(stopped.successfulSubmissions()).hasSize(1);
    assertThat(stopped.errors())
        .singleElement()
        .satisfies(e -> assertThat(e.jobRunId()).isEqualTo("jr_none"));
    assertThat(run(id).jobRunState()).isEqualTo(JobRunState.STOPPED);
    assertThat(detail()).containsEntry("state", "STOPPED");
    assertThat(glue.batchStopJobRun(r -> r.jobName("transform").jobRunIds(id)).errors()).hasSize(1);
  }
}
