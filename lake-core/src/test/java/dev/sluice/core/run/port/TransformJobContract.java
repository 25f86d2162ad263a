package dev.sluice.core.run.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.run.port.TransformJob.JobStart;
import dev.sluice.core.trusted.RewritePolicy;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link TransformJob} does. Each test has a job that never ran. */
public abstract class TransformJobContract {
  private static final Instant TIME = Instant.parse("2026-06-01T00:15:00Z");

  /** The job under test. Its runs are at work until the test lets them end. */
  protected abstract TransformJob job();

  /** Lets the run at work do its work, and waits for its end. */
  protected abstract void succeed();

  /** Lets the run at work fail with "out of memory", and waits for its end. */
  protected abstract void fail();

  /** Has somebody stop the run, and waits for its end. */
  protected abstract void stop(String jobRunId);

  private static JobStart start(String run, int attempt) {
    return new JobStart(attempt, new RewritePolicy(run, TIME, Optional.empty(), Optional.empty()));
  }

  private String started(String run, int attempt) throws IOException {
    return job().start(start(run, attempt)).orElseThrow();
  }

  @Test
  void startsAnAttemptOnce() throws IOException {
    String id = started("7", 1);
    assertThat(job().start(start("7", 1))).hasValue(id);
    succeed();
    assertThat(job().start(start("7", 1))).hasValue(id);
    assertThat(job().state(id)).isEqualTo(new ExecutionStatus.Succeeded(""));
  }

  @Test
  void isAtWorkUntilItEnds() throws IOException {
    String id = started("7", 1);
    assertThat(job().state(id)).isEqualTo(new ExecutionStatus.Running());
    succeed();
    assertThat(job().state(id)).isEqualTo(new ExecutionStatus.Succeeded(""));
  }

  @Test
  void saysWhyARunFailed() throws IOException {
    String id = started("7", 1);
    fail();
    assertThat(reason(id)).contains("out of memory");
  }

  @Test
  void startsTheNextAttemptWhenTheOneBeforeHasEnded() throws IOException {
    String first = started("7", 1);
    assertThat(job().start(start("7", 2))).isEmpty();
    fail();
    String second = started("7", 2);
    assertThat(second).isNotEqualTo(first);
    assertThat(reason(first)).isNotBlank();
    assertThat(job().state(second)).isEqualTo(new ExecutionStatus.Running());
    assertThat(job().start(start("7", 1))).hasValue(first);
  }

  @Test
  void startsTheSameAttemptOfAnotherRunAnew() throws IOException {
    String first = started("7", 1);
    assertThat(job().start(start("8", 1))).isEmpty();
    succeed();
    assertThat(started("8", 1)).isNotEqualTo(first);
  }

  @Test
  void aStoppedRunHasFailed() throws IOException {
    String id = started("7", 1);
    stop(id);
    assertThat(reason(id)).contains("STOPPED");
  }

  @Test
  void anUnknownRunHasFailed() throws IOException {
    assertThat(reason("jr_0")).isNotBlank();
  }

  private String reason(String id) throws IOException {
    ExecutionStatus state = job().state(id);
    assertThat(state).isInstanceOf(ExecutionStatus.Failed.class);
    return ((ExecutionStatus.Failed) state).reason();
  }
}
