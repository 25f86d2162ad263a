package dev.sluice.etl;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.record.Period;
import dev.sluice.core.run.port.ExecutionStatus;
import dev.sluice.core.run.port.TransformJob;
import dev.sluice.core.trusted.RewritePolicy;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.ConcurrentRunsExceededException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.JobRun;

/** The transform job on Glue. It gets the function's own definition of the pipeline. */
final class GlueTransformJob implements TransformJob {
  private static final int LATEST = 10;

  private final GlueClient glue;
  private final String name;
  private final ObjectStore lake;
  private final Definition definition;
  private final Optional<JobFiles> files;

  /**
   * What the job works by.
   *
   * @param archive as {@link dev.sluice.core.definition.DefinitionArchive} packs it
   * @param settings as {@link dev.sluice.core.definition.PipelineSettings} reads them; may be empty
   * @param database of the catalog, where the pipeline's tables are
   */
  record Definition(String pipeline, byte[] archive, String settings, String database) {
    String key() {
      return new LakeLayout(pipeline).definition();
    }
  }

  /**
   * A job that exists.
   *
   * @param files what it runs, if that came with the function
   */
  GlueTransformJob(
      GlueClient glue,
      String name,
      ObjectStore lake,
      Definition definition,
      Optional<JobFiles> files) {
    this.files = files;
    this.glue = glue;
    this.name = name;
    this.lake = lake;
    this.definition = definition;
  }

  @Override
  public Optional<String> start(JobStart job) throws IOException {
    Map<String, String> arguments = arguments(job);
    try {
      Optional<String> started = started(arguments);
      if (started.isPresent()) {
        return started;
      }
      if (files.isPresent()) {
        files.get().put();
      }
      lake.put(PutObject.of(definition.key(), definition.archive(), "application/zip"));
      return Optional.of(
          glue.startJobRun(request -> request.jobName(name).arguments(arguments)).jobRunId());
    } catch (ConcurrentRunsExceededException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw new IOException(
          "Glue doesn't start the job '%s': %s".formatted(name, e.getMessage()), e);
    }
  }

  private Map<String, String> arguments(JobStart job) {
    RewritePolicy policy = job.policy();
    Map<String, String> arguments = new TreeMap<>();
    arguments.put("--definition", definition.key());
    arguments.put("--database", definition.database());
    arguments.put("--run", policy.run());
    arguments.put("--attempt", Integer.toString(job.attempt()));
    arguments.put("--time", policy.time().toString());
    policy
        .rawKept()
        .ifPresent(kept -> arguments.put("--raw-kept-days", Long.toString(kept.toDays())));
    policy
        .rebuild()
        .ifPresent(
            rebuild -> {
              Period period = rebuild.period();
              arguments.put("--rebuild", period.from() + "/" + period.to());
              arguments.put("--overwrite-foreign", "" + rebuild.overwritesForeign());
            });
    if (!definition.settings().isBlank()) {
      arguments.put("--settings", definition.settings());
    }
    return arguments;
  }

  /** One that was started by an invocation that could not save it any more. */
  private Optional<String> started(Map<String, String> arguments) {
    return glue.getJobRuns(request -> request.jobName(name).maxResults(LATEST)).jobRuns().stream()
        .filter(run -> isSame(run, arguments, "--run") && isSame(run, arguments, "--attempt"))
        .map(JobRun::id)
        .findFirst();
  }

  private static boolean isSame(JobRun run, Map<String, String> arguments, String argument) {
    return arguments.get(argument).equals(run.arguments().get(argument));
  }

  @Override
  public ExecutionStatus state(String jobRunId) throws IOException {
    try {
      JobRun run = glue.getJobRun(request -> request.jobName(name).runId(jobRunId)).jobRun();
      return switch (run.jobRunState()) {
        case SUCCEEDED -> new ExecutionStatus.Succeeded("");
        case STOPPED, FAILED, TIMEOUT, ERROR, EXPIRED ->
            new ExecutionStatus.Failed(run.jobRunStateAsString() + ": " + run.errorMessage());
        default -> new ExecutionStatus.Running();
      };
    } catch (EntityNotFoundException e) {
      return new ExecutionStatus.Failed("Glue does not know it: " + e.getMessage());
    } catch (SdkException e) {
      throw new IOException(
          "Glue doesn't give the state of the job run %s: %s".formatted(jobRunId, e.getMessage()),
          e);
    }
  }
}
