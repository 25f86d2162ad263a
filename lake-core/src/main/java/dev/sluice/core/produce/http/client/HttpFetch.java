package dev.sluice.core.produce.http.client;

import java.io.IOException;

/** Sends GET requests. */
public interface HttpFetch {
  /**
   * Sends a request once and reads its answer, whatever its status. Redirects are not followed, so
   * that a secret goes nowhere else. A gzip answer is unpacked, one in another encoding is left as
   * it is, and an empty one is empty whatever its encoding.
   *
   * @throws IOException if there is no whole answer within the request's time: it may have been
   *     received
   */
  HttpAnswer get(HttpRequest request) throws IOException;
}
