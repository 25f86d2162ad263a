package dev.sluice.core.metrics;

import java.util.Map;

/** Where an invocation leaves its counts. */
public interface Metrics {
  /**
   * The counts of one invocation.
   *
   * @param counts by metric name in upper camel case, e.g. {@code Produced}; at most 100
   */
  void count(Map<String, Long> counts);

  /**
   * Counts of a part of what the invocation did; each is a part of a count of the invocation.
   *
   * @param part says which, e.g. {@code Table} and {@code Severity}
   */
  void count(Map<String, String> part, Map<String, Long> counts);
}
