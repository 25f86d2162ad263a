package dev.sluice.core.produce.http.client;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A GET request.
 *
 * @param uri with everything in it, a secret too: not for a log
 * @param headers to send
 * @param timeout until the answer is read
 * @param mostBytes of an answer that are read, unpacked
 */
public record HttpRequest(URI uri, Map<String, String> headers, Duration timeout, int mostBytes) {
  public HttpRequest {
    headers = Map.copyOf(headers);
  }

  public HttpRequest within(Duration remaining) {
    return remaining.compareTo(timeout) < 0
        ? new HttpRequest(uri, headers, remaining, mostBytes)
        : this;
  }

  /** Nothing of it: a secret may be anywhere in it. */
  @Override
  public String toString() {
    return "GET " + uri.getHost();
  }
}
