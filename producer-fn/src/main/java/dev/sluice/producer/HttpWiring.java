package dev.sluice.producer;

import dev.sluice.core.produce.http.HttpPorts;
import dev.sluice.core.produce.http.client.HttpFetch;
import dev.sluice.core.produce.http.client.RedirectedFetch;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What an HTTP source is made of. A pipeline without one pays for none of it. */
class HttpWiring {
  private static final Logger LOG = Logger.getLogger(HttpWiring.class);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  @Produces
  @Singleton
  HttpPorts http(ProducerConfig config, Clock clock) {
    return new HttpPorts(
        fetch(config),
        new AwsSecretStore(
            once(() -> SecretsManagerClient.builder().httpClientBuilder(client()).build()),
            once(() -> SsmClient.builder().httpClientBuilder(client()).build())),
        clock,
        pause -> Thread.sleep(pause.toMillis()),
        new SplittableRandom(clock.millis()),
        LOG::warn);
  }

  private static HttpFetch fetch(ProducerConfig config) {
    HttpFetch network = new UrlConnectionFetch();
    return config
        .apiEndpoint()
        .map(server -> (HttpFetch) new RedirectedFetch(network, URI.create(server)))
        .orElse(network);
  }

  private static UrlConnectionHttpClient.Builder client() {
    return UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ANSWER);
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
