package dev.sluice.writer;

import dev.sluice.aws.BucketAccess;
import dev.sluice.aws.S3ObjectStore;
import dev.sluice.core.definition.DeployedPipeline;
import dev.sluice.core.definition.RequiredVariables;
import dev.sluice.core.event.KinesisEventReader;
import dev.sluice.core.metrics.EmfMetrics;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.raw.RawBatchWriter;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts the function together. */
final class BatchWriterWiring {
  private static final Logger LOG = Logger.getLogger(BatchWriterWiring.class);

  /** At start, so that a broken definition fails the function's init and not its first batch. */
  @Startup
  @Produces
  @Singleton
  Pipeline pipeline(BatchWriterConfig config) {
    new RequiredVariables(
            Map.of("SLUICE_PIPELINE", config.pipeline(), "SLUICE_BUCKET", config.bucket()))
        .require(LOG::error);
    Pipeline pipeline =
        new DeployedPipeline(config.pipelinesDir(), config.pipeline(), System.getenv())
            .load(LOG::info, LOG::error);
    if (pipeline.stream().isEmpty()) {
      LOG.infof("Pipeline %s has no stream: nothing to do for this function", pipeline.name());
    }
    return pipeline;
  }

  void requireBucket(
      @Observes StartupEvent started, Pipeline loaded, S3Client s3, BatchWriterConfig config) {
    new BucketAccess(s3, config.bucket()).require(LOG::error);
  }

  @Produces
  @Singleton
  KinesisEventReader events() {
    return new KinesisEventReader();
  }

  @Produces
  @Singleton
  RawBatchWriter writer(Pipeline pipeline, S3Client s3, BatchWriterConfig config) {
    return new RawBatchWriter(pipeline, new S3ObjectStore(s3, config.bucket()));
  }

  /** Without a stream there is no writer: should records come, their batch fails and is kept. */
  @Produces
  @Singleton
  Supplier<RawBatchWriter> whenRecordsCome(Instance<RawBatchWriter> writer) {
    return writer::get;
  }

  @Produces
  @Singleton
  BatchReport report(Pipeline pipeline, BatchWriterConfig config) {
    return new BatchReport(
        new EmfMetrics(
            config.stack(), pipeline.name(), "batch-writer", Clock.systemUTC(), System.out));
  }
}
