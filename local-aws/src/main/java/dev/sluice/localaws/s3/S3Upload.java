package dev.sluice.localaws.s3;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts files into a bucket of a lake over its endpoint, which checks no signature. */
public final class S3Upload {
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI endpoint;
  private final String authorization;

  /** Uploads of whoever sends that {@code Authorization}. */
  public S3Upload(URI endpoint, String authorization) {
    this.endpoint = endpoint;
    this.authorization = authorization;
  }

  /** Puts a file; returns its ETag, without quotes. */
  public String put(Path file, String bucket, String key) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve("/" + bucket + "/" + encoded(key)))
            .header("Authorization", authorization)
            .PUT(BodyPublishers.ofFile(file))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(
            "%s was not stored as %s: %d %s"
                .formatted(file, key, answer.statusCode(), answer.body()));
      }
      return answer.headers().firstValue("ETag").orElse("").replace("\"", "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + file + " was sent", e);
    }
  }

  private static String encoded(String key) {
    return Stream.of(key.split("/", -1))
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }
}
