package dev.sluice.aws.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.core.produce.http.client.HttpAnswer;
import dev.sluice.core.produce.http.client.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UrlConnectionFetchTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch over = new CountDownLatch(1);
  private final UrlConnectionFetch fetch = new UrlConnectionFetch();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/echo",
        exchange -> {
          String seen =
              exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("X-A");
          answer(exchange, 200, seen.getBytes(UTF_8));
        });
    server.createContext("/gzip", UrlConnectionFetchTest::gzip);
    server.createContext(
        "/busy",
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "5");
          answer(exchange, 429, "{\"code\":429001}".getBytes(UTF_8));
        });
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/echo");
          answer(exchange, 302, new byte[0]);
        });
    server.createContext("/slow", this::drip);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void gzip(HttpExchange exchange) throws IOException {
    assertThat(exchange.getRequestHeaders().getFirst("Accept-Encoding")).isEqualTo("gzip");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("x".repeat(100_000).getBytes(UTF_8));
    }
    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    answer(exchange, 200, packed.toByteArray());
  }

  /** Sends a byte now and then, so that no single read times out. */
  private void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      while (!over.await(20, TimeUnit.MILLISECONDS)) {
        body.write('x');
        body.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpAnswer get(String path, Duration timeout, int mostBytes) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    return fetch.get(new HttpRequest(uri, Map.of("X-A", "b"), timeout, mostBytes));
  }

  private HttpAnswer get(String path) throws IOException {
    return get(path, Duration.ofSeconds(10), 1 << 20);
  }

  @Test
  void sendsHeadersAndReadsTheAnswer() throws IOException {
    HttpAnswer answer = get("/echo?a=b%2Cc");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(new String(answer.body(), UTF_8)).isEqualTo("/echo?a=b%2Cc b");
    assertThat(answer.whole()).isTrue();
  }

  @Test
  void unpacksGzipUpToTheLimit() throws IOException {
    assertThat(get("/gzip").body()).hasSize(100_000);

    HttpAnswer cut = get("/gzip", Duration.ofSeconds(10), 20_000);
    assertThat(cut.body()).hasSize(20_000);
    assertThat(cut.whole()).isFalse();
  }

  @Test
  void readsErrorsWithTheirHeaders() throws IOException {
    HttpAnswer answer = get("/busy");

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.headers()).containsEntry("retry-after", "5");
    assertThat(new String(answer.body(), UTF_8)).contains("429001");
  }

  @Test
  void doesNotFollowRedirects() throws IOException {
    assertThat(get("/moved").status()).isEqualTo(302);
  }

  @Test
  void endsASlowAnswerInTime() {
    assertThatThrownBy(() -> get("/slow", Duration.ofMillis(300), 1 << 20))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void saysThatNobodyListens() {
    server.stop(0);

    assertThatThrownBy(() -> get("/echo")).isInstanceOf(ConnectException.class);
  }
}
