package dev.sluice.localaws.lambda;

import java.util.Map;

/** A handler that needs nothing but Amazon's runtime client. */
public final class PlainHandler {
  /** Answers with what it was given, and how it runs. */
  public Map<String, Object> handle(Map<String, Object> event) {
    if (event.containsKey("fail")) {
      throw new IllegalStateException("told to fail");
    }
    long heapMb = Runtime.getRuntime().maxMemory() / (1024 * 1024);
    return Map.of("given", event, "heapMb", heapMb);
  }
}
