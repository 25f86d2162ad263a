package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.record.Period;
import dev.sluice.core.run.port.ExecutionStatus;
import dev.sluice.core.run.port.TransformJob.JobStart;
import dev.sluice.core.trusted.Rebuild;
import dev.sluice.core.trusted.RewritePolicy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.ConcurrentRunsExceededException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetJobRunRequest;
import software.amazon.awssdk.services.glue.model.GetJobRunResponse;
import software.amazon.awssdk.services.glue.model.GetJobRunsRequest;
import software.amazon.awssdk.services.glue.model.GetJobRunsResponse;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.JobRunState;
import software.amazon.awssdk.services.glue.model.StartJobRunRequest;
import software.amazon.awssdk.services.glue.model.StartJobRunResponse;

class GlueTransformJobTest {
  private static final Instant TIME = Instant.parse("2026-06-01T00:15:00Z");

  /** A Glue of one job, which runs once at a time. */
  private static final class OneJobGlue implements GlueClient {
    private final List<JobRun> runs = new ArrayList<>();

    @Override
    public StartJobRunResponse startJobRun(StartJobRunRequest request) {
      if (runs.stream().anyMatch(run -> run.jobRunState() == JobRunState.RUNNING)) {
        throw ConcurrentRunsExceededException.builder().message("one at a time").build();
      }
      String id = "jr_" + runs.size();
      runs.add(
          JobRun.builder()
              .id(id)
              .arguments(request.arguments())
              .jobRunState(JobRunState.RUNNING)
              .errorMessage("out of memory")
              .build());
      return StartJobRunResponse.builder().jobRunId(id).build();
    }

    @Override
    public GetJobRunsResponse getJobRuns(GetJobRunsRequest request) {
      return GetJobRunsResponse.builder().jobRuns(runs).build();
    }

    @Override
    public GetJobRunResponse getJobRun(GetJobRunRequest request) {
      return GetJobRunResponse.builder()
          .jobRun(
              runs.stream()
                  .filter(run -> run.id().equals(request.runId()))
                  .findFirst()
                  .orElseThrow(() -> EntityNotFoundException.builder().message("gone").build()))
          .build();
    }

    void end(JobRunState state) {
      runs.replaceAll(run -> run.toBuilder().jobRunState(state).build());
    }

    @Override
    public String serviceName() {
      return "glue";
    }

    @Override
    public void close() {
      runs.clear();
    }
  }

  private final OneJobGlue glue = new OneJobGlue();
  private final InMemoryObjectStore lake = new InMemoryObjectStore();
  private final GlueTransformJob job =
      new GlueTransformJob(
          glue,
          "transform",
          lake,
          new GlueTransformJob.Definition("farm", new byte[] {1, 2}, "LIMIT=3", "farm_db"),
          Optional.empty());

  private static JobStart attempt(int attempt) {
    return new JobStart(
        attempt, new RewritePolicy("7-" + TIME, TIME, Optional.empty(), Optional.empty()));
  }

  @Test
  void handsTheDefinitionAndWhatIsToBeMadeOver() throws IOException {
    Period day = new Period(TIME, TIME.plusSeconds(60));
    RewritePolicy policy =
        new RewritePolicy(
            "7-" + TIME,
            TIME,
            Optional.of(Duration.ofDays(90)),
            Optional.of(new Rebuild(day, true)));
    assertThat(job.start(new JobStart(1, policy))).hasValue("jr_0");

    assertThat(lake.bytes("state/farm/definition.zip")).containsExactly(1, 2);
    assertThat(glue.runs.get(0).arguments())
        .isEqualTo(
            Map.of(
                "--definition", "state/farm/definition.zip",
                "--settings", "LIMIT=3",
                "--database", "farm_db",
                "--run", "7-2026-06-01T00:15:00Z",
                "--attempt", "1",
                "--time", "2026-06-01T00:15:00Z",
                "--raw-kept-days", "90",
                "--rebuild", "2026-06-01T00:15:00Z/2026-06-01T00:16:00Z",
                "--overwrite-foreign", "true"));
  }

  @Test
  void startsAnAttemptOnce() throws IOException {
    job.start(attempt(1));
    assertThat(job.start(attempt(1))).hasValue("jr_0");
    assertThat(glue.runs).hasSize(1);
  }

  @Test
  void startsTheNextAttemptAnew() throws IOException {
    job.start(attempt(1));
    glue.end(JobRunState.FAILED);
    assertThat(job.start(attempt(2))).hasValue("jr_1");
  }

  @Test
  void waitsForARunOfSomebodyElse() throws IOException {
    glue.startJobRun(StartJobRunRequest.builder().arguments(Map.of()).build());
    assertThat(job.start(attempt(1))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "STOPPED", "TIMEOUT", "ERROR", "EXPIRED"})
  void tellsWhyARunFailed(JobRunState state) throws IOException {
    job.start(attempt(1));
    glue.end(state);
    assertThat(job.state("jr_0")).isEqualTo(new ExecutionStatus.Failed(state + ": out of memory"));
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTING", "RUNNING", "STOPPING", "WAITING"})
  void knowsARunThatIsAtWork(JobRunState state) throws IOException {
    job.start(attempt(1));
    glue.end(state);
    assertThat(job.state("jr_0")).isEqualTo(new ExecutionStatus.Running());
  }

  @Test
  void takesARunThatGlueForgotForFailed() throws IOException {
    assertThat(job.state("jr_9")).isInstanceOf(ExecutionStatus.Failed.class);
  }
}
