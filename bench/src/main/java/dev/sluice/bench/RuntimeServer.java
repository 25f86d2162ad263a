package dev.sluice.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * As much of Lambda's Runtime API as one function needs, and the S3 that it puts to: every object
 * is read to its end and answered with 200, none is kept.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class RuntimeServer implements AutoCloseable {
  private static final String NEXT = "/2018-06-01/runtime/invocation/next";
  private static final String RUNTIME = "/2018-06-01/runtime/";
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final AtomicInteger puts = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();

  RuntimeServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Host and port. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Objects put so far. */
  int puts() {
    return puts.get();
  }

  /** Hands an event to the function and waits for its answer. */
  void invoke(byte[] event) throws InterruptedException {
    events.add(event);
    String answer = answers.poll(LONGEST.toSeconds(), TimeUnit.SECONDS);
    if (answer == null || !answer.contains("\"batchItemFailures\"")) {
      throw new IllegalStateException("The function answered: " + answer);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      if (path.equals(NEXT)) {
        next(exchange);
      } else if (path.startsWith(RUNTIME)) {
        answers.add(new String(body, StandardCharsets.UTF_8));
        send(exchange, 202, new byte[0]);
      } else {
        puts.incrementAndGet();
        exchange.getResponseHeaders().add("ETag", "\"" + body.length + "\"");
        send(exchange, 200, new byte[0]);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    byte[] event = events.take();
    var headers = exchange.getResponseHeaders();
    headers.add("Lambda-Runtime-Aws-Request-Id", "request-" + requests.incrementAndGet());
    headers.add(
        "Lambda-Runtime-Deadline-Ms",
        Long.toString(System.currentTimeMillis() + LONGEST.toMillis()));
    headers.add(
        "Lambda-Runtime-Invoked-Function-Arn",
        "arn:aws:lambda:eu-central-1:000000000000:function:batch-writer");
    headers.add("Content-Type", "application/json");
    send(exchange, 200, event);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
