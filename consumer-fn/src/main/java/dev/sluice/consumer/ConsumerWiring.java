package dev.sluice.consumer;

import dev.sluice.aws.AwsMaskSecret;
import dev.sluice.aws.FunctionStart;
import dev.sluice.core.alert.StreamAlerts;
import dev.sluice.core.alert.rule.BoundRules;
import dev.sluice.core.digest.DigestRun;
import dev.sluice.core.event.KinesisEventReader;
import dev.sluice.core.mask.RecordMasks;
import dev.sluice.core.metrics.Metrics;
import dev.sluice.core.pipeline.Pipeline;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;

/** Puts the function together. */
final class ConsumerWiring {
  private static final Logger LOG = Logger.getLogger(ConsumerWiring.class);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration CALL = Duration.ofSeconds(12);

  @Startup
  @Produces
  @Singleton
  FunctionStart start(ConsumerConfig config, S3Client s3) {
    Map<String, String> required =
        Map.of("SLUICE_TOPIC_ARN", config.topicArn(), "SLUICE_STREAM", config.stream());
    return FunctionStart.of(
        new FunctionStart.Settings("consumer", config, required, System.getenv()),
        s3,
        LOG::info,
        LOG::error);
  }

  @Startup
  @Produces
  @Singleton
  Supplier<StreamAlerts> alerts(FunctionStart start, SnsClient sns, ConsumerConfig config) {
    Pipeline pipeline = start.pipeline();
    return start.buildForStream(
        () ->
            new StreamAlerts(
                BoundRules.bind(pipeline),
                new SnsAlertPublisher(new SnsTopic(sns, config.topicArn())),
                start.store(),
                pipeline.stream().orElseThrow().budget()));
  }

  @Produces
  @Singleton
  Metrics metrics(FunctionStart start) {
    return start.metrics();
  }

  /** Read at the start: without the key nothing may be seen of a record. */
  @Startup
  @Produces
  @Singleton
  StreamReading reading(FunctionStart start) {
    return new StreamReading(
        start.pipeline().packing(),
        start.build(() -> RecordMasks.of(start.pipeline(), new AwsMaskSecret())));
  }

  @Produces
  @Singleton
  KinesisEventReader reader(StreamReading reading) {
    return reading.events();
  }

  @Produces
  @Singleton
  KinesisClient kinesis() {
    return KinesisClient.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ANSWER))
        .overrideConfiguration(all -> all.apiCallTimeout(CALL))
        .build();
  }

  void close(@Disposes KinesisClient kinesis) {
    kinesis.close();
  }

  /** Made at the first digest: the Kinesis client of one that never comes costs nothing. */
  @Produces
  @Singleton
  ScheduledDigest digests(
      FunctionStart start,
      Instance<KinesisClient> clients,
      StreamReading reading,
      SnsClient sns,
      ConsumerConfig config) {
    Supplier<DigestRun> run =
        () ->
            new DigestRun(
                start.pipeline(),
                new KinesisStreamHistory(
                    clients.get(),
                    config.stream(),
                    reading,
                    pause -> Thread.sleep(pause.toMillis())),
                new SnsDigestPublisher(new SnsTopic(sns, config.topicArn())),
                start.store());
    return new ScheduledDigest(run, start.metrics());
  }
}
