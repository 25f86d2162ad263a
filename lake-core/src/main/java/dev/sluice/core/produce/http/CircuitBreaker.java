package dev.sluice.core.produce.http;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Stops asking hosts that fail again and again: after three requests in a row the circuit is open
 * for the rest of the tick. At the next tick one request is let through, once; if it fails, too,
 * the circuit stays open.
 */
final class CircuitBreaker {
  private static final int MOST = 3;

  private final Map<String, Integer> failures = new HashMap<>();
  private final Map<String, String> reasons = new HashMap<>();
  private final Set<String> probed = new HashSet<>();

  /** After a tick that left those hosts' circuits open. */
  CircuitBreaker(Set<String> openBefore) {
    openBefore.forEach(host -> failures.put(host, MOST - 1));
    probed.addAll(openBefore);
  }

  boolean isOpen(String host) {
    return failures.getOrDefault(host, 0) >= MOST;
  }

  /** The last failure of a host in this tick. */
  String reason(String host) {
    return reasons.getOrDefault(host, "it failed before");
  }

  /** Whether a host is asked only to see whether it is back. */
  boolean isProbe(String host) {
    return probed.contains(host);
  }

  void failed(String host, String reason) {
    failures.merge(host, 1, Integer::sum);
    reasons.put(host, reason);
  }

  void answered(String host) {
    failures.remove(host);
    probed.remove(host);
  }

  Set<String> open() {
    Set<String> open = new HashSet<>(failures.keySet());
    open.removeIf(host -> !isOpen(host));
    return open;
  }
}
