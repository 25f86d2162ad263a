package dev.sluice.producer;

import dev.sluice.core.produce.http.client.HttpAnswer;
import dev.sluice.core.produce.http.client.HttpFetch;
import dev.sluice.core.produce.http.client.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The JDK's own client: nothing to load, and the same one that the AWS clients use. */
final class UrlConnectionFetch implements HttpFetch {
  private static final int BUFFER = 8_192;

  @Override
  public HttpAnswer get(HttpRequest request) throws IOException {
    long deadline = System.nanoTime() + request.timeout().toNanos();
    HttpURLConnection connection = (HttpURLConnection) request.uri().toURL().openConnection();
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    int millis = (int) Math.max(1, Math.min(Integer.MAX_VALUE, request.timeout().toMillis()));
    connection.setConnectTimeout(millis);
    connection.setReadTimeout(millis);
    connection.setRequestProperty("Accept-Encoding", "gzip");
    request.headers().forEach(connection::setRequestProperty);
    int status = connection.getResponseCode();
    try (InputStream in = body(connection, status)) {
      return read(in, status, headers(connection), request, deadline);
    } catch (IOException e) {
      connection.disconnect();
      throw e;
    }
  }

  private static InputStream body(HttpURLConnection connection, int status) throws IOException {
    InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
    if (in == null) {
      return InputStream.nullInputStream();
    }
    return "gzip".equalsIgnoreCase(connection.getContentEncoding()) ? new GZIPInputStream(in) : in;
  }

  private static Map<String, String> headers(HttpURLConnection connection) {
    Map<String, String> headers = new HashMap<>();
    for (Map.Entry<String, List<String>> each : connection.getHeaderFields().entrySet()) {
      if (each.getKey() != null) {
        headers.put(each.getKey().toLowerCase(Locale.ROOT), each.getValue().get(0));
      }
    }
    return headers;
  }

  /** A server may send a byte now and then: the timeout is one of the whole answer. */
  private static HttpAnswer read(
      InputStream in, int status, Map<String, String> headers, HttpRequest request, long deadline)
      throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER];
    boolean whole = true;
    for (int read = in.read(buffer); read >= 0 && whole; read = in.read(buffer)) {
      whole = body.size() + read <= request.mostBytes();
      body.write(buffer, 0, Math.min(read, request.mostBytes() - body.size()));
      if (System.nanoTime() > deadline) {
        Duration timeout = request.timeout();
        throw new SocketTimeoutException("no whole answer within " + timeout);
      }
    }
    return new HttpAnswer(status, headers, body.toByteArray(), whole);
  }
}
