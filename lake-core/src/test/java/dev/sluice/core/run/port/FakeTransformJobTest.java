package dev.sluice.core.run.port;

import dev.sluice.core.trusted.FarmLake;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FakeTransformJobTest extends TransformJobContract {
  @TempDir private Path folder;
  private FakeTransformJob job;

  @BeforeEach
  void makeAJob() {
    job = new FakeTransformJob(new FarmLake(folder));
  }

  @Override
  protected TransformJob job() {
    return job;
  }

  @Override
  protected void succeed() {
    job.end();
  }

  @Override
  protected void fail() {
    job.fail();
  }

  @Override
  protected void stop(String jobRunId) {
    job.states.put(jobRunId, new ExecutionStatus.Failed("STOPPED"));
  }
}
