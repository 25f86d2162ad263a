package dev.sluice.localaws.http;

import java.io.IOException;

/**
 * Answers requests, each on a thread that may wait. One that returns without an answer hangs up.
 */
@FunctionalInterface
public interface ExchangeHandler {
  void handle(Exchange exchange) throws IOException;
}
