package dev.sluice.core.produce.http;

import dev.sluice.core.produce.http.FetchOutcome.Answered;
import dev.sluice.core.produce.http.FetchOutcome.Denied;
import dev.sluice.core.produce.http.FetchOutcome.Failed;
import dev.sluice.core.produce.http.FetchOutcome.Postponed;
import dev.sluice.core.produce.http.FetchOutcome.Refused;
import dev.sluice.core.produce.http.client.HttpAnswer;
import dev.sluice.core.produce.http.memory.FeedMemory;
import dev.sluice.core.produce.http.memory.SeenItems.Mark;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The requests of a tick in one invocation, one after the other. Not thread-safe. */
final class RequestSession {
  private static final int TRIES = 3;

  /** Of two requests in a row that are to wait, the host is what wants patience. */
  private static final int HOST_WAITS = 2;

  /** Makes what is kept of an answer. */
  interface Reader {
    ApiResult read(HttpAnswer answer) throws IOException;
  }

  /**
   * What is left to ask.
   *
   * @param from when to go on, at the earliest
   * @param reason why not now
   * @param isWait whether a server wants it so
   */
  record Rest(Instant from, String reason, boolean isWait) {}

  private final RequestFactory requests;
  private final PatientFetch fetch;
  private final Waits waits;
  private final FeedMemory memory;
  private final Set<Mark> seen;
  private final CircuitBreaker breaker;
  private final Map<String, ApiResult> results;
  private final Map<String, String> forbidden = new LinkedHashMap<>();
  private boolean isAnyServed;
  private String denial;
  private boolean isStopped;
  private int waiting;
  private Rest rest;

  RequestSession(RequestFactory requests, PatientFetch fetch, TickProgress progress, Waits waits) {
    this.requests = requests;
    this.fetch = fetch;
    this.waits = waits;
    this.memory = progress.memory();
    this.breaker = new CircuitBreaker(progress.open());
    this.results = new LinkedHashMap<>(progress.results());
    this.seen = memory.seen().or(progress.traces().values());
    this.isAnyServed = !results.isEmpty();
  }

  /** Asks, unless it was asked before, or can't be any more. */
  void send(ApiRequest request, Reader reader) throws IOException {
    if (results.containsKey(request.label()) || isStopped) {
      return;
    }
    String host = request.host();
    if (denial != null) {
      miss(request, denial);
    } else if (waits.ofHost(request).isPresent()) {
      Instant until = waits.ofHost(request).get();
      stop(until, "%s is not to be asked before %s".formatted(host, until));
    } else if (waits.of(request).isPresent()) {
      await(request, waits.of(request).get());
    } else if (breaker.isOpen(host)) {
      miss(
          request,
          "not asked: %s failed again and again, the next tick tries once more; the last time: %s"
              .formatted(host, breaker.reason(host)));
    } else {
      int tries = breaker.isProbe(host) || waits.isOver(request) ? 1 : TRIES;
      take(request, reader, fetch.get(requests.request(request, memory), tries));
    }
  }

  private void await(ApiRequest request, Instant until) {
    String reason = "not asked: the server doesn't want to be asked for it before " + until;
    if (waits.isWithinTick(until)) {
      leave(until, reason);
    } else {
      miss(request, reason);
    }
  }

  private void take(ApiRequest request, Reader reader, FetchOutcome outcome) throws IOException {
    if (outcome instanceof Postponed postponed) {
      postpone(request, reader, postponed);
      return;
    }
    waiting = 0;
    settle(request, reader, outcome);
  }

  private void settle(ApiRequest request, Reader reader, FetchOutcome outcome) throws IOException {
    String host = request.host();
    boolean isForbidden = outcome instanceof Refused refused && refused.status() == 403;
    isAnyServed |= !isForbidden && !(outcome instanceof Denied);
    if (outcome instanceof Answered answered) {
      breaker.answered(host);
      waits.end(request);
      results.put(request.label(), reader.read(answered.answer()).redacted(requests.redaction()));
    } else if (outcome instanceof Denied denied) {
      denial = requests.denied(denied.status(), denied.said());
      miss(request, denial);
    } else if (outcome instanceof Refused refused) {
      breaker.answered(host);
      miss(request, refused.reason() + (refused.isOutOfRange() ? request.remedy() : ""));
      if (isForbidden) {
        forbidden.put(request.label(), refused.said());
      }
    } else if (outcome instanceof Failed failed) {
      breaker.failed(host, failed.reason());
      miss(request, failed.reason());
    }
  }

  private void postpone(ApiRequest request, Reader reader, Postponed postponed) throws IOException {
    Duration pause = postponed.pause();
    if (postponed.otherwise().isEmpty()) {
      Instant until = pause.isZero() ? waits.now() : waits.beginHost(request, pause);
      stop(until, postponed.reason());
      return;
    }
    boolean hasWaited = waits.isOver(request) || breaker.isProbe(request.host());
    Instant until = waits.begin(request, pause);
    if (hasWaited || !waits.isWithinTick(until)) {
      settle(request, reader, postponed.otherwise().get());
    } else {
      leave(until, postponed.reason());
    }
    waiting += hasWaited ? 0 : 1;
    if (waiting == HOST_WAITS) {
      isStopped = true;
      rest = new Rest(waits.beginHost(request, pause), postponed.reason(), true);
    }
  }

  /** The other requests go on. */
  private void leave(Instant until, String reason) {
    rest = rest == null || until.isBefore(rest.from()) ? new Rest(until, reason, true) : rest;
  }

  private void stop(Instant until, String reason) {
    isStopped = true;
    rest = new Rest(until, reason, false);
  }

  /** Waits for the requests that were left, if there is time; then they can be sent. */
  boolean comesBack() {
    if (rest == null || !rest.isWait() || !waits.isWithinTick(rest.from())) {
      return false;
    }
    // A second more: the waits' clock shows whole seconds.
    if (!fetch.awaits(Duration.between(waits.now(), rest.from()).plusSeconds(1))) {
      return false;
    }
    rest = null;
    isStopped = false;
    waiting = 0;
    return true;
  }

  private void miss(ApiRequest request, String reason) {
    results.put(request.label(), ApiResult.missed(reason));
  }

  /** From here on, what would be asked is missed for that reason. */
  void giveUp(String reason) {
    denial = reason;
    isStopped = false;
  }

  /** Nothing is left: if each request was forbidden, it is the secret and not the requests. */
  void end() {
    if (!isAnyServed) {
      forbidden.forEach(
          (label, said) -> results.put(label, ApiResult.missed(requests.denied(403, said))));
    }
  }

  /** Items that were given or rejected, in this tick as well; the reader adds its own. */
  Set<Mark> seen() {
    return seen;
  }

  Map<String, ApiResult> results() {
    return results;
  }

  Set<String> open() {
    return breaker.open();
  }

  Waits waits() {
    return waits;
  }

  /** What there is to request, later. */
  Optional<Rest> rest() {
    return Optional.ofNullable(rest);
  }
}
