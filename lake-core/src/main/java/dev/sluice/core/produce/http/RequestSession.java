package dev.sluice.core.produce.http;

import dev.sluice.core.produce.http.FetchOutcome.Answered;
import dev.sluice.core.produce.http.FetchOutcome.Denied;
import dev.sluice.core.produce.http.FetchOutcome.Failed;
import dev.sluice.core.produce.http.FetchOutcome.Postponed;
import dev.sluice.core.produce.http.FetchOutcome.Refused;
import dev.sluice.core.produce.http.client.HttpAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The requests of a tick in one invocation, one after the other. Not thread-safe. */
final class RequestSession {
  private static final int TRIES = 3;

  /** Makes what is kept of an answer. */
  interface Reader {
    ApiResult read(HttpAnswer answer) throws IOException;
  }

  private final RequestFactory requests;
  private final PatientFetch fetch;
  private final CircuitBreaker breaker;
  private final Map<String, ApiResult> results;
  private String denial;
  private boolean isPostponed;
  private Duration wait = Duration.ZERO;
  private String reason = "";

  RequestSession(RequestFactory requests, PatientFetch fetch, TickProgress progress) {
    this.requests = requests;
    this.fetch = fetch;
    this.breaker = new CircuitBreaker(progress.open());
    this.results = new LinkedHashMap<>(progress.results());
  }

  /** Asks, unless it was asked before, or can't be any more. */
  void send(ApiRequest request, Reader reader) throws IOException {
    if (results.containsKey(request.label()) || isPostponed) {
      return;
    }
    String host = request.host();
    if (denial != null) {
      miss(request, denial);
    } else if (breaker.isOpen(host)) {
      miss(
          request,
          "not asked: %s failed again and again, the next tick tries once more; the last time: %s"
              .formatted(host, breaker.reason(host)));
    } else {
      FetchOutcome outcome =
          fetch.get(requests.request(request), breaker.isProbe(host) ? 1 : TRIES);
      take(request, reader, outcome);
    }
  }

  private void take(ApiRequest request, Reader reader, FetchOutcome outcome) throws IOException {
    String host = request.host();
    if (outcome instanceof Answered answered) {
      breaker.answered(host);
      results.put(request.label(), reader.read(answered.answer()).redacted(requests.redaction()));
    } else if (outcome instanceof Postponed postponed) {
      isPostponed = true;
      wait = postponed.pause();
      reason = postponed.reason();
    } else if (outcome instanceof Denied denied) {
      denial = requests.denied(denied.status());
      miss(request, denial);
    } else if (outcome instanceof Refused refused) {
      breaker.answered(host);
      miss(request, refused.reason());
    } else if (outcome instanceof Failed failed) {
      breaker.failed(host, failed.reason());
      miss(request, failed.reason());
    }
  }

  private void miss(ApiRequest request, String reason) {
    results.put(request.label(), ApiResult.missed(reason));
  }

  /** From here on, what would be asked is missed for that reason. */
  void giveUp(String reason) {
    denial = reason;
    isPostponed = false;
  }

  Map<String, ApiResult> results() {
    return results;
  }

  Set<String> open() {
    return breaker.open();
  }

  /** Whether there is more to request, later. */
  boolean isPostponed() {
    return isPostponed;
  }

  /** Why not now. */
  String postponedBecause() {
    return reason;
  }

  /** How long to wait before that. */
  Duration postponedFor() {
    return wait;
  }
}
