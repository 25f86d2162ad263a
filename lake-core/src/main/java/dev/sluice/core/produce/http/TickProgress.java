package dev.sluice.core.produce.http;

import dev.sluice.core.produce.http.memory.FeedMemory;
import dev.sluice.core.produce.http.memory.Traces;
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
 * @param memory of the ticks before
 * @param results what the requests brought, by their labels
 */
record TickProgress(
    Instant tick,
    boolean isComplete,
    Instant notBefore,
    QuotaLedger.Usage usage,
    Set<String> open,
    FeedMemory memory,
    Map<String, ApiResult> results) {

  static TickProgress begin(Instant tick) {
    return new TickProgress(
        tick, false, Instant.EPOCH, QuotaLedger.Usage.NONE, Set.of(), FeedMemory.NONE, Map.of());
  }

  /** The next tick's, with nothing asked. */
  TickProgress next(Instant nextTick) {
    return new TickProgress(nextTick, false, Instant.EPOCH, usage, open, memory, Map.of());
  }

  TickProgress with(QuotaLedger.Usage otherUsage) {
    return new TickProgress(tick, isComplete, notBefore, otherUsage, open, memory, results);
  }

  TickProgress with(RequestSession session, Instant otherNotBefore) {
    return new TickProgress(
        tick,
        isComplete,
        otherNotBefore,
        usage,
        session.open(),
        memory.with(session.waits().all()),
        new LinkedHashMap<>(session.results()));
  }

  /** What is remembered of each request. */
  Map<String, Traces> traces() {
    Map<String, Traces> traces = new LinkedHashMap<>();
    results.forEach((label, result) -> traces.put(label, result.traces()));
    return traces;
  }

  TickProgress complete(FeedMemory after) {
    return new TickProgress(tick, true, notBefore, usage, open, after, results);
  }
}
