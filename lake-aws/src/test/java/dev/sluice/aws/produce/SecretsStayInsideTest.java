package dev.sluice.aws.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.produce.EntryMask;
import dev.sluice.core.produce.PipelineProducer;
import dev.sluice.core.produce.deliver.Delivery;
import dev.sluice.core.produce.deliver.DeliveryLimits;
import dev.sluice.core.produce.deliver.FakeRecordStream;
import dev.sluice.core.produce.http.HttpPorts;
import dev.sluice.core.produce.http.secret.SecretStore;
import dev.sluice.core.produce.http.secret.SecretValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The producer with the JDK's own client and its log: what of a secret can be seen from outside.
 */
class SecretsStayInsideTest {
  private static final String KEY = "k/0123+456 789";

  private final List<String> seen = new ArrayList<>();
  private final Handler log =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          seen.add(line.getMessage());
          if (line.getThrown() != null) {
            seen.add(Throwables.getStackTrace(line.getThrown()));
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private HttpServer server;
  private int status = 200;
  private String kept = KEY;
  private Instant time = Instant.parse("2026-06-01T00:00:00Z");

  @BeforeEach
  void start() throws IOException {
    Logger.getLogger("").addHandler(log);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::echo);
    server.start();
  }

  @AfterEach
  void stop() {
    Logger.getLogger("").removeHandler(log);
    server.stop(0);
  }

  private void echo(HttpExchange exchange) throws IOException {
    byte[] body =
        "invalid: %s %s"
            .formatted(
                exchange.getRequestURI(), exchange.getRequestHeaders().getFirst("Authorization"))
            .getBytes(UTF_8);
    exchange.getResponseHeaders().add("Location", exchange.getRequestURI().toString());
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void run(String pipeline, String url, String secret) throws IOException {
    Path file = Path.of(System.getProperty("sluice.root"), "pipelines", pipeline + ".yaml");
    String api = "http://127.0.0.1:" + server.getAddress().getPort();
    PipelineProducer run =
        run(new PipelineLoader().load(file, Map.of(url, api, secret, "far/key")));
    time = time.plus(Duration.ofDays(1));
    Instant tick = time;
    Throwable thrown = catchThrowable(() -> run.run(tick, () -> Duration.ofSeconds(20)));
    if (thrown != null) {
      seen.add(Throwables.getStackTrace(thrown));
    }
    for (String key : store.keys()) {
      seen.add(store.text(key));
    }
    assertThat(seen).isNotEmpty();
    for (String form :
        List.of("456", KEY, URLEncoder.encode(KEY, UTF_8), "k/0123%2B456%20789", kept)) {
      assertThat(seen).noneMatch(line -> line.contains(form));
    }
  }

  private PipelineProducer run(Pipeline pipeline) throws IOException {
    HttpPorts ports =
        new HttpPorts(
            new UrlConnectionFetch(),
            new OneSecret(),
            Clock.systemUTC(),
            pause -> {},
            new SplittableRandom(1),
            line -> Logger.getLogger("producer").warning(line),
            EntryMask.NONE);
    Delivery delivery =
        new Delivery(
            new FakeRecordStream(),
            DeliveryLimits.kinesis(1 << 20),
            pause -> {},
            new SplittableRandom(1));
    return new Feeds(pipeline, delivery, store, ports, Optional.empty()).producer();
  }

  private final class OneSecret implements SecretStore {
    @Override
    public SecretValue value(String name) {
      return new SecretValue(name, kept);
    }

    @Override
    public void forget(String name) {}
  }

  @Test
  void whereTheServerEchoesIt() throws IOException {
    for (int each : new int[] {200, 302, 400, 401, 403, 429, 500, 503}) {
      status = each;
      run("weather", "TOMORROW_URL", "WEATHER_SECRET");
      run("movies", "TMDB_URL", "TMDB_SECRET");
    }
  }

  @Test
  void whereNobodyListens() throws IOException {
    server.stop(0);
    run("weather", "TOMORROW_URL", "WEATHER_SECRET");
    assertThat(seen).anyMatch(line -> line.contains("ConnectException"));
  }

  @Test
  void whereItIsAnObjectAsTheConsoleMakesIt() throws IOException {
    kept = "{\n  \"key\" : \"" + KEY + "\"\n}";
    run("movies", "TMDB_URL", "TMDB_SECRET");
    assertThat(seen)
        .anyMatch(
            line -> line.contains("The secret 'far/key' is a JSON object, of which a request"));
  }

  @Test
  void whereItHasLines() throws IOException {
    kept = "first\n" + KEY;
    run("movies", "TMDB_URL", "TMDB_SECRET");
    assertThat(seen).anyMatch(line -> line.contains("The secret 'far/key' has a line break"));
  }
}
