package dev.sluice.core.lake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** As much of S3 as a started function needs: HEAD, GET and PUT in the bucket {@code lake}. */
public final class ObjectServer implements AutoCloseable {
  private static final int NOT_FOUND = 404;
  private final SortedMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private final HttpServer server;

  public ObjectServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** By paths, {@code /BUCKET/KEY}. */
  public SortedMap<String, byte[]> objects() {
    return objects;
  }

  /** The settings with which a function of the pipeline windfarm uses the bucket. */
  public Map<String, String> settings() {
    return Map.of(
        "quarkus.s3.endpoint-override",
        endpoint(),
        "quarkus.s3.aws.region",
        "eu-central-1",
        "quarkus.s3.aws.credentials.type",
        "anonymous",
        // The build's own sluice.root is no setting of a function.
        "smallrye.config.mapping.validate-unknown",
        "false",
        "sluice.bucket",
        "lake",
        "sluice.pipeline",
        "windfarm",
        "sluice.pipelines-dir",
        Path.of(System.getProperty("sluice.root"), "pipelines").toString());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] body = exchange.getRequestBody().readAllBytes();
      boolean isBucket = path.equals("/lake") || path.equals("/lake/");
      if (exchange.getRequestMethod().equals("PUT")) {
        objects.put(path, body);
        exchange.getResponseHeaders().add("ETag", "\"1\"");
        exchange.sendResponseHeaders(200, -1);
      } else if (isBucket) {
        exchange.sendResponseHeaders(200, -1);
      } else if (objects.containsKey(path)) {
        byte[] found = objects.get(path);
        exchange.getResponseHeaders().add("ETag", "\"1\"");
        exchange.sendResponseHeaders(200, found.length);
        exchange.getResponseBody().write(found);
      } else {
        exchange.sendResponseHeaders(NOT_FOUND, -1);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
