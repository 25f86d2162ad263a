package dev.sluice.producer;

import dev.sluice.aws.BucketAccess;
import dev.sluice.aws.S3ObjectStore;
import dev.sluice.core.definition.DeployedPipeline;
import dev.sluice.core.definition.RequiredVariables;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.landing.LandingZone;
import dev.sluice.core.metrics.EmfMetrics;
import dev.sluice.core.metrics.Metrics;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.produce.PipelineProducer;
import dev.sluice.core.produce.deliver.Delivery;
import dev.sluice.core.produce.deliver.DeliveryLimits;
import dev.sluice.core.produce.http.HttpPorts;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.jboss.logging.Logger;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What the producer is made of. */
class ProducerWiring {
  private static final Logger LOG = Logger.getLogger(ProducerWiring.class);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  /** At start, so that a broken definition fails the function's init and not its first tick. */
  @Startup
  @Produces
  @Singleton
  Pipeline pipeline(ProducerConfig config) {
    new RequiredVariables(
            Map.of(
                "SLUICE_PIPELINE",
                config.pipeline(),
                "SLUICE_STREAM",
                config.stream(),
                "SLUICE_BUCKET",
                config.bucket()))
        .require(LOG::error);
    return new DeployedPipeline(config.pipelinesDir(), config.pipeline(), System.getenv())
        .load(LOG::info, LOG::error);
  }

  void requireBucket(
      @Observes StartupEvent started, Pipeline loaded, S3Client s3, ProducerConfig config) {
    new BucketAccess(s3, config.bucket()).require(LOG::error);
  }

  @Produces
  @Singleton
  KinesisClient kinesis() {
    return KinesisClient.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ANSWER))
        .overrideConfiguration(all -> all.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  void close(@Disposes KinesisClient kinesis) {
    kinesis.close();
  }

  @Produces
  @Singleton
  Metrics metrics(ProducerConfig config, Clock clock) {
    return new EmfMetrics(config.stack(), config.pipeline(), "producer", clock, System.out);
  }

  @Produces
  @Singleton
  ObjectStore store(ProducerConfig config, S3Client s3) {
    return new S3ObjectStore(s3, config.bucket());
  }

  @Produces
  @Singleton
  LandingZone landing(Pipeline pipeline, ObjectStore store) {
    return new LandingZone(pipeline, store);
  }

  @Produces
  @Singleton
  PipelineProducer run(
      ProducerConfig config,
      Pipeline pipeline,
      Delivery delivery,
      ObjectStore store,
      HttpPorts http)
      throws IOException {
    return new Feeds(pipeline, delivery, store, http).run();
  }

  @Produces
  @Singleton
  Delivery delivery(ProducerConfig config, KinesisClient kinesis, Clock clock) {
    return new Delivery(
        new KinesisRecordStream(kinesis, config.stream()),
        DeliveryLimits.kinesis(config.recordBytes()),
        pause -> Thread.sleep(pause.toMillis()),
        new SplittableRandom(clock.millis()));
  }
}
