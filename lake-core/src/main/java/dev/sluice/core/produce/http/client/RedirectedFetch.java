package dev.sluice.core.produce.http.client;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * Asks one server in the place of all others, with the same paths and queries, so that a pipeline
 * can be tried with recorded answers. {@code X-Forwarded-Host} names the server that was meant.
 */
public final class RedirectedFetch implements HttpFetch {
  private final HttpFetch fetch;
  private final String server;

  /**
   * Sends all requests to another server.
   *
   * @param server scheme, host and port
   */
  public RedirectedFetch(HttpFetch fetch, URI server) {
    this.fetch = fetch;
    this.server = server.getScheme() + "://" + server.getRawAuthority();
  }

  @Override
  public HttpAnswer get(HttpRequest request) throws IOException {
    URI meant = request.uri();
    String query = meant.getRawQuery() == null ? "" : "?" + meant.getRawQuery();
    String path = meant.getRawPath().isEmpty() ? "/" : meant.getRawPath();
    Map<String, String> headers = new HashMap<>(request.headers());
    headers.put("X-Forwarded-Host", meant.getRawAuthority());
    // Not resolved: a path that begins with two slashes would name another server.
    URI uri = URI.create(server + path + query);
    return fetch.get(new HttpRequest(uri, headers, request.timeout(), request.mostBytes()));
  }
}
