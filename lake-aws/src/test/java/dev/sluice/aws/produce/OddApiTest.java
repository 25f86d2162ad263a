package dev.sluice.aws.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.produce.EntryMask;
import dev.sluice.core.produce.ProducerReport;
import dev.sluice.core.produce.deliver.Delivery;
import dev.sluice.core.produce.deliver.DeliveryLimits;
import dev.sluice.core.produce.deliver.FakeRecordStream;
import dev.sluice.core.produce.http.HttpPorts;
import dev.sluice.core.produce.http.secret.SecretStore;
import dev.sluice.core.produce.http.secret.SecretValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline's file, the JDK's client and an API on the network that answers oddly. */
class OddApiTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final String PIPELINE =
      """
      pipeline: far
      source:
        http:
          every: 15m
          url: "${API:http://127.0.0.1:1}/now?at={place}"
          for: [{place: p1}, {place: p2}, {place: p3}, {place: p4}, {place: p5}]
          conditional: true
          items: /items
          onlyNew: {id: /id, version: /rev}
          fields: {value: /value}
          assign: {id: "{/id}", time: "{tick}"}
      record:
        id: id
        time: time
        key: id
        schema:
          id: string
          time: timestamp
          value: double
      """;

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final FakeRecordStream stream = new FakeRecordStream();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> log = new ArrayList<>();
  @TempDir private Path folder;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** p1 has an item, p2 to p4 have none and say that it is packed, p5 is not in the plan. */
  private void answer(HttpExchange exchange) throws IOException {
    String place = exchange.getRequestURI().getQuery().replace("at=", "");
    String condition = exchange.getRequestHeaders().getFirst("If-None-Match");
    asked.add(condition == null ? place : place + " " + condition);
    exchange.getResponseHeaders().set("ETag", "W/\"7\"");
    switch (place) {
      case "p1" -> {
        byte[] body = "{\"items\":[{\"id\":\"a\",\"rev\":1,\"value\":1.50}]}".getBytes(UTF_8);
        exchange.sendResponseHeaders(
            condition == null ? 200 : 304, condition == null ? body.length : -1);
        if (condition == null) {
          exchange.getResponseBody().write(body);
        }
      }
      case "p5" -> {
        byte[] body = "{\"message\":\"not in your plan\"}".getBytes(UTF_8);
        exchange.sendResponseHeaders(403, body.length);
        exchange.getResponseBody().write(body);
      }
      default -> {
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        exchange.sendResponseHeaders(place.equals("p2") ? 204 : 200, place.equals("p4") ? 0 : -1);
      }
    }
    exchange.close();
  }

  private ProducerReport run(Instant time) throws IOException {
    Path file = Files.writeString(folder.resolve("far.yaml"), PIPELINE);
    String api = "http://127.0.0.1:" + server.getAddress().getPort();
    HttpPorts ports =
        new HttpPorts(
            new UrlConnectionFetch(),
            new NoSecrets(),
            Clock.systemUTC(),
            pause -> {},
            new SplittableRandom(1),
            log::add,
            EntryMask.NONE);
    Delivery delivery =
        new Delivery(stream, DeliveryLimits.kinesis(1 << 20), pause -> {}, new SplittableRandom(1));
    return new Feeds(
            new PipelineLoader().load(file, Map.of("API", api)),
            delivery,
            store,
            ports,
            Optional.empty())
        .producer()
        .run(time, () -> Duration.ofSeconds(20));
  }

  /** None is asked for. */
  private static final class NoSecrets implements SecretStore {
    @Override
    public SecretValue value(String name) throws IOException {
      throw new IOException("No secret " + name);
    }

    @Override
    public void forget(String name) {}
  }

  @Test
  void emptyAnswersAreNoItemsAndOneRefusedPlaceCostsThatPlace() throws IOException {
    ProducerReport report = run(NOON);

    assertThat(report.produced()).isEqualTo(1);
    assertThat(report.missed()).isEqualTo(1);
    assertThat(asked).containsExactly("p1", "p2", "p3", "p4", "p5");
    assertThat(stream.stored()).singleElement().asString().contains("\"value\":1.50");
    assertThat(log).singleElement().asString().contains("HTTP 403: \"not in your plan\"");
  }

  @Test
  void whatHasNotChangedIsNotAskedForAgain() throws IOException {
    run(NOON);
    asked.clear();

    assertThat(run(NOON.plus(Duration.ofMinutes(15))).produced()).isZero();
    assertThat(asked.get(0)).isEqualTo("p1 W/\"7\"");
  }
}
