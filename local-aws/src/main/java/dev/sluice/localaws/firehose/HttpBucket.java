package dev.sluice.localaws.firehose;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** S3 over its own protocol, so that a delivery meets whatever any client meets. */
public final class HttpBucket implements DeliveryBucket {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int READ_MILLIS = 60_000;

  private final URI endpoint;
  private final String authorization;

  /** The endpoint's buckets, for whoever sends that {@code Authorization}. */
  public HttpBucket(URI endpoint, String authorization) {
    this.endpoint = endpoint;
    this.authorization = authorization;
  }

  @Override
  public void put(String bucket, String key, Content content) throws IOException {
    URI object = endpoint.resolve("/" + bucket + "/" + encoded(key));
    HttpURLConnection connection = (HttpURLConnection) object.toURL().openConnection();
    connection.setRequestMethod("PUT");
    connection.setDoOutput(true);
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    connection.setRequestProperty("Authorization", authorization);
    connection.setRequestProperty("Content-Type", "application/octet-stream");
    connection.setFixedLengthStreamingMode(content.length());
    try (OutputStream out = connection.getOutputStream()) {
      content.writeTo(out);
    }
    int status = connection.getResponseCode();
    if (status == 200) {
      connection.getInputStream().close();
    } else {
      throw new IOException("S3 answered %d: %s".formatted(status, text(connection)));
    }
  }

  private static String text(HttpURLConnection connection) throws IOException {
    try (InputStream error = connection.getErrorStream()) {
      return error == null ? "" : new String(error.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String encoded(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }
}
