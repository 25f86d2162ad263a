package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.run.port.TransformJob;
import dev.sluice.core.run.port.TransformJobContract;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.localaws.job.HeldJobs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The function's transform job keeps its contract on the lake's Glue. */
class GlueTransformJobOnEndpointTest extends TransformJobContract {
  @TempDir private Path directory;
  private HeldJobs jobs;

  @BeforeEach
  void start() throws IOException {
    jobs = new HeldJobs(directory);
  }

  @AfterEach
  void stop() {
    jobs.close();
  }

  private TransformJob job(String name) {
    return new GlueTransformJob(
        jobs.glue(),
        name,
        new InMemoryObjectStore(),
        new GlueTransformJob.Definition("farm", new byte[1], "", "farm"),
        Optional.empty());
  }

  @Override
  protected TransformJob job() {
    return job("transform");
  }

  @Override
  protected void succeed() {
    jobs.end("");
  }

  @Override
  protected void fail() {
    jobs.end("out of memory");
  }

  @Override
  protected void stop(String jobRunId) {
    jobs.stop(jobRunId);
  }

  @Test
  void namesAJobThatIsMissing() {
    assertThatThrownBy(
            () ->
                job("no-such-job")
                    .start(new TransformJob.JobStart(1, RewritePolicy.BY_FINGERPRINT)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-such-job");
  }
}
