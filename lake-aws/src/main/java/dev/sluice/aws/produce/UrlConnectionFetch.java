package dev.sluice.aws.produce;

import dev.sluice.core.produce.http.client.HttpAnswer;
import dev.sluice.core.produce.http.client.HttpFetch;
import dev.sluice.core.produce.http.client.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/** The JDK's own client: nothing to load, and the same one that the AWS clients use. */
final class UrlConnectionFetch implements HttpFetch {
  private static final int BUFFER = 8_192;
  private static final Set<String> GZIP = Set.of("gzip", "x-gzip");

  @Override
  public HttpAnswer get(HttpRequest request) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) request.uri().toURL().openConnection();
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    int millis = (int) Math.max(1, Math.min(Integer.MAX_VALUE, request.timeout().toMillis()));
    connection.setConnectTimeout(millis);
    connection.setReadTimeout(millis);
    connection.setRequestProperty("Accept-Encoding", "gzip");
    request.headers().forEach(connection::setRequestProperty);
    try (Deadline deadline = new Deadline(connection, request.timeout())) {
      try {
        HttpAnswer answer = answer(connection, request);
        if (deadline.isOver()) {
          throw new EOFException("the connection was ended");
        }
        return answer;
      } catch (IOException e) {
        connection.disconnect();
        throw deadline.isOver() ? deadline.failure(e) : e;
      }
    }
  }

  private static HttpAnswer answer(HttpURLConnection connection, HttpRequest request)
      throws IOException {
    int status = connection.getResponseCode();
    if (status < 0) {
      throw new IOException("what came is not an answer of HTTP");
    }
    try (InputStream in = body(connection, status)) {
      return read(in, status, headers(connection), request);
    }
  }

  private static InputStream body(HttpURLConnection connection, int status) throws IOException {
    InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
    if (in == null) {
      return InputStream.nullInputStream();
    }
    boolean hasBody = status != 204 && status != 205 && status != 304;
    InputStream all = hasBody ? new Whole(in, connection.getContentLengthLong()) : in;
    String encoding = connection.getContentEncoding();
    return encoding != null && GZIP.contains(encoding.strip().toLowerCase(Locale.ROOT))
        ? unpacked(all)
        : all;
  }

  /** An empty body isn't packed, whatever its headers say. */
  private static InputStream unpacked(InputStream in) throws IOException {
    PushbackInputStream body = new PushbackInputStream(in, 1);
    int first = body.read();
    if (first < 0) {
      return body;
    }
    body.unread(first);
    return new GZIPInputStream(body, BUFFER);
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

  private static HttpAnswer read(
      InputStream in, int status, Map<String, String> headers, HttpRequest request)
      throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER];
    boolean whole = true;
    for (int read = in.read(buffer); read >= 0 && whole; read = in.read(buffer)) {
      whole = body.size() + read <= request.mostBytes();
      body.write(buffer, 0, Math.min(read, request.mostBytes() - body.size()));
    }
    return new HttpAnswer(status, headers, body.toByteArray(), whole);
  }

  /** A body of the announced length: the JDK takes a shorter one for whole. */
  private static final class Whole extends FilterInputStream {
    private final long length;
    private long read;

    Whole(InputStream in, long length) {
      super(in);
      this.length = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int most) throws IOException {
      int got = super.read(bytes, from, most);
      read += Math.max(got, 0);
      if (got < 0 && read < length) {
        throw new EOFException(
            "the answer was cut off: %d of %d bytes came".formatted(read, length));
      }
      return got;
    }
  }

  /**
   * Ends a connection when its time is up: a server may send a byte now and then, of its headers
   * too, so that no single read takes long.
   */
  private static final class Deadline implements AutoCloseable {
    private final CountDownLatch done = new CountDownLatch(1);
    private final Duration timeout;
    private volatile boolean isOver;

    Deadline(HttpURLConnection connection, Duration timeout) {
      this.timeout = timeout;
      Thread thread = new Thread(() -> await(connection), "request-deadline");
      thread.setDaemon(true);
      thread.start();
    }

    private void await(HttpURLConnection connection) {
      try {
        if (!done.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
          isOver = true;
          connection.disconnect();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    boolean isOver() {
      return isOver;
    }

    IOException failure(IOException e) {
      IOException failure = new SocketTimeoutException("no whole answer within " + timeout);
      failure.initCause(e);
      return failure;
    }

    @Override
    public void close() {
      done.countDown();
    }
  }
}
