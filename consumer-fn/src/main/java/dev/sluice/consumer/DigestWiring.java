package dev.sluice.consumer;

import dev.sluice.core.digest.DigestRun;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.metrics.Metrics;
import dev.sluice.core.pipeline.Pipeline;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** What a digest is made of. */
final class DigestWiring {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration CALL = Duration.ofSeconds(12);

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

  @Produces
  @Singleton
  DigestRun run(
      Pipeline pipeline,
      KinesisClient kinesis,
      SnsClient sns,
      ObjectStore store,
      ConsumerConfig config) {
    return new DigestRun(
        pipeline,
        new KinesisStreamHistory(kinesis, config.stream(), pause -> Thread.sleep(pause.toMillis())),
        new SnsDigestPublisher(new SnsTopic(sns, config.topicArn())),
        store);
  }

  @Produces
  @Singleton
  ScheduledDigest digests(Instance<DigestRun> run, Metrics metrics) {
    return new ScheduledDigest(run::get, metrics);
  }
}
