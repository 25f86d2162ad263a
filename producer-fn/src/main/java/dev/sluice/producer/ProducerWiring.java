package dev.sluice.producer;

import dev.sluice.aws.AwsMaskSecret;
import dev.sluice.aws.FunctionStart;
import dev.sluice.aws.produce.Feeds;
import dev.sluice.aws.produce.KinesisRecordStream;
import dev.sluice.aws.produce.ProducerClients;
import dev.sluice.core.landing.LandingZone;
import dev.sluice.core.mask.RecordMasks;
import dev.sluice.core.metrics.Metrics;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.produce.PipelineProducer;
import dev.sluice.core.produce.deliver.Delivery;
import dev.sluice.core.produce.deliver.DeliveryLimits;
import dev.sluice.core.produce.http.HttpPorts;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What the producer is made of. */
class ProducerWiring {
  private static final Logger LOG = Logger.getLogger(ProducerWiring.class);

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Startup
  @Produces
  @Singleton
  FunctionStart start(ProducerConfig config, S3Client s3) {
    boolean hasStream = !"disabled".equals(System.getenv("SLUICE_STREAMING"));
    Map<String, String> required = hasStream ? Map.of("SLUICE_STREAM", config.stream()) : Map.of();
    return FunctionStart.of(
        new FunctionStart.Settings("producer", config, required, System.getenv()),
        s3,
        LOG::info,
        LOG::error);
  }

  @Produces
  @Singleton
  KinesisClient kinesis() {
    return ProducerClients.kinesis();
  }

  @Produces
  @Singleton
  HttpPorts http(ProducerConfig config, Clock clock) {
    return ProducerClients.http(config.apiEndpoint(), clock, LOG::warn);
  }

  void close(@Disposes KinesisClient kinesis) {
    kinesis.close();
  }

  @Produces
  @Singleton
  Pipeline pipeline(FunctionStart start) {
    return start.pipeline();
  }

  @Produces
  @Singleton
  Metrics metrics(FunctionStart start) {
    return start.metrics();
  }

  @Produces
  @Singleton
  LandingZone landing(FunctionStart start) {
    return new LandingZone(start.pipeline(), start.storeOfRaw());
  }

  @Startup
  @Produces
  @Singleton
  PipelineProducer producer(
      FunctionStart start, ProducerConfig config, KinesisClient kinesis, HttpPorts http) {
    Delivery delivery =
        new Delivery(
            new KinesisRecordStream(kinesis, config.stream()),
            DeliveryLimits.kinesis(config.recordBytes()),
            http.sleeper(),
            http.random());
    return start.build(
        () ->
            new Feeds(
                    start.pipeline(),
                    delivery,
                    start.storeOfRaw(),
                    http,
                    RecordMasks.of(start.pipeline(), new AwsMaskSecret()))
                .producer());
  }
}
