package dev.sluice.core.produce.http;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Until when servers don't want to be asked: a host, or one request of it by its label. Not
 * thread-safe.
 */
final class Waits {
  private final Map<String, Instant> until;
  private final Supplier<Instant> now;
  private final Instant nextTick;

  /**
   * Those of a tick.
   *
   * @param known from before
   * @param nextTick when there are other requests
   */
  Waits(Map<String, Instant> known, Supplier<Instant> now, Instant nextTick) {
    this.until = new LinkedHashMap<>(known);
    this.now = now;
    this.nextTick = nextTick;
    until.entrySet().removeIf(each -> isHost(each.getKey()) && !isAhead(each.getValue()));
  }

  private static boolean isHost(String whose) {
    return whose.startsWith("host ");
  }

  private boolean isAhead(Instant time) {
    return time.isAfter(now.get());
  }

  /** Until when a host's requests wait, if they do. */
  Optional<Instant> ofHost(ApiRequest request) {
    return Optional.ofNullable(until.get("host " + request.host())).filter(this::isAhead);
  }

  /** Until when this request waits, if it does. */
  Optional<Instant> of(ApiRequest request) {
    return Optional.ofNullable(until.get(request.label())).filter(this::isAhead);
  }

  /** Whether a request has been waited for already. */
  boolean isOver(ApiRequest request) {
    return until.containsKey(request.label());
  }

  Instant now() {
    return now.get();
  }

  boolean isWithinTick(Instant time) {
    return time.isBefore(nextTick);
  }

  Instant begin(ApiRequest request, Duration wait) {
    Instant end = now.get().plus(wait);
    until.remove(request.label());
    until.put(request.label(), end);
    return end;
  }

  Instant beginHost(ApiRequest request, Duration wait) {
    Instant end = now.get().plus(wait);
    until.put("host " + request.host(), end);
    return end;
  }

  void end(ApiRequest request) {
    until.remove(request.label());
  }

  Map<String, Instant> all() {
    return until;
  }
}
