package dev.sluice.local.replay;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A bucket read from a lake's S3 endpoint. What is put is thrown away, and nothing seems to have
 * been put before: who makes tables from it makes them all, and leaves the lake as it is.
 */
public final class EndpointBucket implements ObjectStore {
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI bucket;
  private final String authorization;

  /** That bucket, for whoever sends that {@code Authorization}. */
  public EndpointBucket(URI endpoint, String bucket, String authorization) {
    this.authorization = authorization;
    this.bucket = endpoint.resolve("/" + bucket);
  }

  @Override
  public Optional<StoredObject> get(String key) throws IOException {
    HttpResponse<InputStream> answer = send("/" + encoded(key).replace("%2F", "/"));
    if (answer.statusCode() == 404) {
      answer.body().close();
      return Optional.empty();
    }
    require(answer);
    String etag = answer.headers().firstValue("etag").orElse("").replace("\"", "");
    long length = answer.headers().firstValueAsLong("content-length").orElse(0);
    return Optional.of(
        new StoredObject(
            new ObjectInfo(key, length, etag, Instant.EPOCH, Map.of()), answer.body()));
  }

  @Override
  public Optional<ObjectInfo> head(String key) {
    return Optional.empty();
  }

  @Override
  public Stream<ObjectInfo> list(String prefix) throws IOException {
    List<ObjectInfo> found = new ArrayList<>();
    Optional<String> token = Optional.of("");
    while (token.isPresent()) {
      String from = token.get().isEmpty() ? "" : "&continuation-token=" + encoded(token.get());
      HttpResponse<InputStream> answer = send("?list-type=2&prefix=" + encoded(prefix) + from);
      require(answer);
      try (InputStream body = answer.body()) {
        token = BucketListing.read(body, found);
      }
    }
    return found.stream();
  }

  private HttpResponse<InputStream> send(String path) throws IOException {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(bucket + path))
              .header("Authorization", authorization)
              .build(),
          BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while " + bucket + " was read", e);
    }
  }

  private static void require(HttpResponse<InputStream> answer) throws IOException {
    if (answer.statusCode() != 200) {
      answer.body().close();
      throw new IOException(answer.uri() + " answers with status " + answer.statusCode());
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public Optional<String> put(PutObject object) {
    return Optional.of("");
  }

  @Override
  public Optional<String> copy(String from, String etag, String to) {
    throw new UnsupportedOperationException("Nothing is copied in a replay");
  }

  @Override
  public void delete(String key) {
    throw new UnsupportedOperationException("Nothing is deleted in a replay");
  }
}
