package dev.sluice.local.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The page that shows a running lake: three static files, {@code status} as server-sent events once
 * a second, and {@code query}.
 */
public final class DashboardServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> FILES =
      Map.of(
          "/", "index.html",
          "/chart.js", "chart.js",
          "/dashboard.css", "dashboard.css",
          "/dashboard.js", "dashboard.js");
  private static final Map<String, String> TYPES =
      Map.of("html", "text/html", "css", "text/css", "js", "text/javascript");
  private static final int SHOWN_ROWS = 500;

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool(DashboardServer::daemon);
  private final LakeView lake;
  private final StatusFeed feed;
  private volatile boolean open = true;

  private DashboardServer(HttpServer http, LakeView lake) {
    this.http = http;
    this.lake = lake;
    this.feed = new StatusFeed(lake, System::nanoTime);
  }

  /**
   * Starts the page.
   *
   * @param port 0 takes a free one
   * @throws BindException the port is taken; the text says what to do
   */
  public static DashboardServer start(int port, LakeView lake) throws IOException {
    HttpServer http;
    try {
      http = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    } catch (BindException e) {
      throw new IOException(
          "Port %d is in use (%s). Take another one for the page with --ui, or 0 for any free one."
              .formatted(port, e.getMessage()),
          e);
    }
    DashboardServer server = new DashboardServer(http, lake);
    http.setExecutor(server.threads);
    http.createContext("/", server::file);
    http.createContext("/status", server::status);
    http.createContext("/query", server::query);
    http.start();
    return server;
  }

  /** Where the page is. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
  }

  @Override
  public void close() {
    open = false;
    http.stop(0);
    threads.shutdownNow();
  }

  private void file(HttpExchange exchange) throws IOException {
    String name = FILES.get(exchange.getRequestURI().getPath());
    if (name == null) {
      answer(exchange, 404, "text/plain", "There is no such page.\n".getBytes(UTF_8));
      return;
    }
    try (InputStream in = DashboardServer.class.getResourceAsStream("/dashboard/" + name)) {
      String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
      answer(exchange, 200, type + "; charset=utf-8", in.readAllBytes());
    }
  }

  private void status(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("content-type", "text/event-stream");
    exchange.getResponseHeaders().set("cache-control", "no-store");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      while (open) {
        out.write(feed.event());
        out.flush();
        TimeUnit.SECONDS.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void query(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("POST") || !isOwnPage(exchange)) {
      answer(exchange, 405, "text/plain", "POST a query from the page itself.\n".getBytes(UTF_8));
      return;
    }
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    try {
      LakeView.Rows rows =
          lake.query(request.path("pipeline").asText(), request.path("sql").asText(), SHOWN_ROWS);
      answer(exchange, 200, "application/json", JSON.writeValueAsBytes(rows.json()));
    } catch (LakeView.QueryFailed e) {
      answer(
          exchange,
          400,
          "application/json",
          JSON.writeValueAsBytes(Map.of("error", e.getMessage())));
    }
  }

  /** A page of another site can't send JSON here without the browser asking first. */
  private static boolean isOwnPage(HttpExchange exchange) {
    String type = exchange.getRequestHeaders().getFirst("content-type");
    return type != null && type.startsWith("application/json");
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("content-type", type);
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "dashboard");
    thread.setDaemon(true);
    return thread;
  }
}
