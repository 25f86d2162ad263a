package dev.sluice.local.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.localaws.http.Callers;
import dev.sluice.localaws.http.Exchange;
import dev.sluice.localaws.http.HttpPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.URI;
import java.util.Map;
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

  /** What the page shows comes from records and files of anybody: nothing of it may run. */
  private static final Map<String, String> PROTECTION =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self';"
              + " frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer");

  private static final int SHOWN_ROWS = 500;

  private final HttpPort port;
  private final LakeView lake;
  private final StatusFeed feed;
  private volatile boolean open = true;

  private DashboardServer(HttpPort port, LakeView lake) {
    this.port = port;
    this.lake = lake;
    this.feed = new StatusFeed(lake, System::nanoTime);
  }

  /**
   * Starts the page.
   *
   * @param port 0 takes a free one
   * @param callers by which names the page may be called
   * @throws BindException the port is taken; the text says what to do
   */
  public static DashboardServer start(int port, Callers callers, LakeView lake) throws IOException {
    try {
      HttpPort bound = HttpPort.bind("127.0.0.1", port, callers.linkedTo(FILES.keySet()));
      DashboardServer server = new DashboardServer(bound, lake);
      server.port.start(server::route);
      return server;
    } catch (BindException e) {
      throw new IOException(
          e.getMessage() + ". Take another one for the page with --ui, or 0 for any free one.", e);
    }
  }

  /** Where the page is. */
  public URI address() {
    return port.address().resolve("/");
  }

  @Override
  public void close() {
    open = false;
    port.close();
  }

  private void route(Exchange exchange) throws IOException {
    PROTECTION.forEach(exchange::set);
    switch (exchange.path()) {
      case "/status" -> status(exchange);
      case "/query" -> query(exchange);
      default -> file(exchange);
    }
  }

  private void file(Exchange exchange) throws IOException {
    String name = FILES.get(exchange.path());
    if (name == null) {
      answer(exchange, 404, "text/plain", "This page does not exist.\n".getBytes(UTF_8));
      return;
    }
    try (InputStream in = DashboardServer.class.getResourceAsStream("/dashboard/" + name)) {
      String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
      answer(exchange, 200, type + "; charset=utf-8", in.readAllBytes());
    }
  }

  private void status(Exchange exchange) throws IOException {
    exchange.set("content-type", "text/event-stream");
    exchange.set("cache-control", "no-store");
    try (OutputStream out = exchange.answer(200)) {
      while (open && !exchange.method().equals("HEAD")) {
        out.write(feed.event());
        out.flush();
        TimeUnit.SECONDS.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void query(Exchange exchange) throws IOException {
    if (!exchange.method().equals("POST")) {
      answer(exchange, 405, "text/plain", "POST a query.\n".getBytes(UTF_8));
      return;
    }
    if (!isJson(exchange)) {
      exchange.drain();
      answer(exchange, 415, "text/plain", "A query is application/json.\n".getBytes(UTF_8));
      return;
    }
    try {
      JsonNode request = JSON.readTree(exchange.body());
      LakeView.Rows rows =
          lake.query(request.path("pipeline").asText(), request.path("sql").asText(), SHOWN_ROWS);
      answer(exchange, 200, "application/json", JSON.writeValueAsBytes(rows.json()));
    } catch (LakeView.QueryFailed e) {
      refuse(exchange, e.getMessage());
    } catch (JsonProcessingException e) {
      refuse(exchange, "The query is not valid JSON: " + e.getOriginalMessage());
    }
  }

  private static void refuse(Exchange exchange, String reason) throws IOException {
    byte[] body = JSON.writeValueAsBytes(Map.of("error", reason));
    answer(exchange, 400, "application/json", body);
  }

  /** What a page of another site can't send without the browser asking first. */
  private static boolean isJson(Exchange exchange) {
    String type = exchange.header("content-type").orElse("");
    return type.matches("(?i)application/json\\s*(;.*)?");
  }

  private static void answer(Exchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.set("content-type", type);
    exchange.answer(status, body);
  }
}
