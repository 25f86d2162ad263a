package dev.sluice.core.produce.http;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How far the requests of a tick are. It is stored before anything of it is sent, so that a
 * repeated invocation sends the same.
 *
 * @param tick that was asked for
 * @param isComplete whether there is nothing left to ask
 * @param notBefore when a server wants to be asked again
 * @param usage of the quota, with what is reserved
 * @param open hosts that were not asked any more
 * @param taken what the requests brought, by their labels
 */
record AskedRound(
    Instant tick,
    boolean isComplete,
    Instant notBefore,
    Usage usage,
    Set<String> open,
    Map<String, Taken> taken) {
  static AskedRound begin(Instant tick, Usage usage, Set<String> open) {
    return new AskedRound(tick, false, Instant.EPOCH, usage, open, Map.of());
  }

  AskedRound with(Usage otherUsage) {
    return new AskedRound(tick, isComplete, notBefore, otherUsage, open, taken);
  }

  AskedRound with(Set<String> otherOpen, Map<String, Taken> otherTaken, Instant otherNotBefore) {
    return new AskedRound(
        tick, isComplete, otherNotBefore, usage, otherOpen, new LinkedHashMap<>(otherTaken));
  }

  AskedRound complete() {
    return new AskedRound(tick, true, notBefore, usage, open, taken);
  }
}
