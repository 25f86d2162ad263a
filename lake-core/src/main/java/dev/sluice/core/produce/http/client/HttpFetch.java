package dev.sluice.core.produce.http.client;

import java.io.IOException;

/** Sends GET requests. */
public interface HttpFetch {
  /**
   * Sends a request once and reads its answer, whatever its status. Redirects are not followed, so
   * that a secret goes nowhere else; a gzip answer is unpacked.
   *
   * @throws IOException if there is no answer within the request's time: it may have been received
   */
  HttpAnswer get(HttpRequest request) throws IOException;
}
