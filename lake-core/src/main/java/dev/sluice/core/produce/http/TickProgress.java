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
 * @param results what the requests brought, by their labels
 */
record TickProgress(
    Instant tick,
    boolean isComplete,
    Instant notBefore,
    QuotaLedger.Usage usage,
    Set<String> open,
    Map<String, ApiResult> results) {
  static TickProgress begin(Instant tick, QuotaLedger.Usage usage, Set<String> open) {
    return new TickProgress(tick, false, Instant.EPOCH, usage, open, Map.of());
  }

  TickProgress with(QuotaLedger.Usage otherUsage) {
    return new TickProgress(tick, isComplete, notBefore, otherUsage, open, results);
  }

  TickProgress with(
      Set<String> otherOpen, Map<String, ApiResult> otherResults, Instant otherNotBefore) {
    return new TickProgress(
        tick, isComplete, otherNotBefore, usage, otherOpen, new LinkedHashMap<>(otherResults));
  }

  TickProgress complete() {
    return new TickProgress(tick, true, notBefore, usage, open, results);
  }
}
