package dev.sluice.aws;

import dev.sluice.core.definition.DeployedParts;
import dev.sluice.core.definition.DeployedPipeline;
import dev.sluice.core.definition.RequiredVariables;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.metrics.EmfMetrics;
import dev.sluice.core.metrics.Metrics;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.trusted.survey.RawMarker;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The start of a function, the same in all: its variables are there, its pipeline is valid, its
 * bucket can be used. Whatever is wrong fails the function's init, and not its first event, with
 * one line of its log: the stack trace of a failed start buries the reason.
 */
public final class FunctionStart {
  private final Settings settings;
  private final Pipeline pipeline;
  private final ObjectStore store;
  private final Consumer<String> info;
  private final Consumer<String> error;

  private FunctionStart(
      Settings settings,
      Pipeline pipeline,
      ObjectStore store,
      Consumer<String> info,
      Consumer<String> error) {
    this.settings = settings;
    this.pipeline = pipeline;
    this.store = store;
    this.info = info;
    this.error = error;
  }

  /**
   * What a function is made with.
   *
   * @param function its name, as metrics have it
   * @param required values of the variables that it needs beside the pipeline and the bucket, by
   *     name
   * @param environment its own, with the pipeline's settings
   */
  public record Settings(
      String function,
      FunctionConfig config,
      Map<String, String> required,
      Map<String, String> environment) {
    public Settings {
      required = Map.copyOf(required);
      environment = Map.copyOf(environment);
    }

    private RequiredVariables variables() {
      Map<String, String> all = new HashMap<>(required);
      all.put("SLUICE_PIPELINE", config.pipeline());
      all.put("SLUICE_BUCKET", config.bucket());
      return new RequiredVariables(all);
    }
  }

  /**
   * Starts a function.
   *
   * @param info takes the line of success
   * @param error takes the line of failure
   * @throws IllegalStateException if variables are missing, the stack lacks a part that the
   *     pipeline needs or has one too many, or the bucket is missing or may not be used
   * @throws IllegalArgumentException if the pipeline can't be loaded
   */
  public static FunctionStart of(
      Settings settings, S3Client s3, Consumer<String> info, Consumer<String> error) {
    FunctionConfig config = settings.config();
    settings.variables().require(error);
    Pipeline pipeline =
        new DeployedPipeline(config.pipelinesDir(), config.pipeline(), settings.environment())
            .load(info, error);
    requireParts(settings, pipeline, error);
    new BucketAccess(s3, config.bucket()).require(error);
    return new FunctionStart(
        settings, pipeline, new S3ObjectStore(s3, config.bucket()), info, error);
  }

  private static void requireParts(Settings settings, Pipeline pipeline, Consumer<String> error) {
    DeployedParts.in(settings.environment())
        .problem(pipeline)
        .ifPresent(
            problem -> {
              String line = "This stack was deployed for another kind of pipeline: " + problem;
              error.accept(line);
              throw new IllegalStateException(line);
            });
  }

  /**
   * Builds what the function works with, as a part of its start.
   *
   * @throws IllegalStateException if it can't be built of this pipeline and these settings
   */
  public <T> T build(Callable<T> part) {
    try {
      return part.call();
    } catch (Exception e) {
      String line =
          "%s can't start for pipeline '%s': %s"
              .formatted(
                  settings.function(),
                  pipeline.name(),
                  Objects.requireNonNullElse(e.getMessage(), e.toString()));
      error.accept(line);
      boolean isKnown = e instanceof IOException || e instanceof IllegalArgumentException;
      throw new IllegalStateException(line, isKnown ? null : e);
    }
  }

  /**
   * Builds what works on the records of a stream, unless the pipeline has none: should records come
   * all the same, asking for it throws, so that their batch fails and is kept.
   */
  public <T> Supplier<T> buildForStream(Callable<T> part) {
    if (pipeline.stream().isPresent()) {
      T built = build(part);
      return () -> built;
    }
    String line =
        "Pipeline %s has no stream: nothing to do for this function".formatted(pipeline.name());
    info.accept(line);
    return () -> {
      throw new IllegalStateException(line);
    };
  }

  public Pipeline pipeline() {
    return pipeline;
  }

  /** The lake. */
  public ObjectStore store() {
    return store;
  }

  /** The lake of a function that writes into raw: runs come to know what it writes there. */
  public ObjectStore storeOfRaw() {
    return store.telling(new RawMarker(store, pipeline, Clock.systemUTC()));
  }

  /** Metrics as lines of the function's standard output. */
  public Metrics metrics() {
    return new EmfMetrics(
        settings.config().stack(),
        pipeline.name(),
        settings.function(),
        Clock.systemUTC(),
        System.out);
  }
}
