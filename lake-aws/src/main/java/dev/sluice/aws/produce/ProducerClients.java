package dev.sluice.aws.produce;

import dev.sluice.core.produce.EntryMask;
import dev.sluice.core.produce.http.HttpPorts;
import dev.sluice.core.produce.http.client.HttpFetch;
import dev.sluice.core.produce.http.client.RedirectedFetch;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What a producer speaks to. A pipeline without an API pays for none of its clients. */
public final class ProducerClients {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration SECRET = Duration.ofSeconds(5);
  private static final Duration BATCH = Duration.ofSeconds(10);

  private ProducerClients() {}

  /**
   * What HTTP sources need.
   *
   * @param server that is asked in the place of an API; empty: the API is
   */
  public static HttpPorts http(Optional<String> server, Clock clock, Consumer<String> warnings) {
    return new HttpPorts(
        fetch(server),
        new AwsSecretStore(
            once(() -> SecretsManagerClient.builder().httpClientBuilder(client(SECRET)).build()),
            once(() -> SsmClient.builder().httpClientBuilder(client(SECRET)).build())),
        clock,
        pause -> Thread.sleep(pause.toMillis()),
        new SplittableRandom(clock.millis()),
        warnings,
        EntryMask.NONE);
  }

  private static HttpFetch fetch(Optional<String> server) {
    HttpFetch network = new UrlConnectionFetch();
    return server
        .map(other -> (HttpFetch) new RedirectedFetch(network, URI.create(other)))
        .orElse(network);
  }

  /** A client that sends each batch once: what is sent again is for the delivery to say. */
  public static KinesisClient kinesis() {
    return KinesisClient.builder()
        .httpClientBuilder(client(BATCH))
        .overrideConfiguration(all -> all.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  private static UrlConnectionHttpClient.Builder client(Duration answer) {
    return UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(answer);
  }

  private static <T> Supplier<T> once(Supplier<T> made) {
    return new Supplier<>() {
      private T kept;

      @Override
      public synchronized T get() {
        if (kept == null) {
          kept = made.get();
        }
        return kept;
      }
    };
  }
}
