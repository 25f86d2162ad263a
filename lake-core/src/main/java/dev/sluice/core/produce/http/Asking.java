package dev.sluice.core.produce.http;

import dev.sluice.core.produce.http.Outcome.Answered;
import dev.sluice.core.produce.http.Outcome.Denied;
import dev.sluice.core.produce.http.Outcome.Failed;
import dev.sluice.core.produce.http.Outcome.Postponed;
import dev.sluice.core.produce.http.Outcome.Refused;
import dev.sluice.core.produce.http.client.HttpAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The requests of a tick in one invocation, one after the other. Not thread-safe. */
final class Asking {
  private static final int TRIES = 3;

  /** Makes what is kept of an answer. */
  interface Reader {
    Taken read(HttpAnswer answer) throws IOException;
  }

  private final Requests requests;
  private final PatientFetch fetch;
  private final Breaker breaker;
  private final Map<String, Taken> taken;
  private String denial;
  private boolean isPostponed;
  private Duration wait = Duration.ZERO;
  private String reason = "";

  Asking(Requests requests, PatientFetch fetch, AskedRound round) {
    this.requests = requests;
    this.fetch = fetch;
    this.breaker = new Breaker(round.open());
    this.taken = new LinkedHashMap<>(round.taken());
  }

  /** Asks, unless it was asked before, or can't be any more. */
  void ask(Ask ask, Reader reader) throws IOException {
    if (taken.containsKey(ask.label()) || isPostponed) {
      return;
    }
    String host = ask.host();
    if (denial != null) {
      miss(ask, denial);
    } else if (breaker.isOpen(host)) {
      miss(
          ask,
          "not asked: %s failed again and again, the next tick tries once more; the last time: %s"
              .formatted(host, breaker.reason(host)));
    } else {
      Outcome outcome = fetch.get(requests.request(ask), breaker.isProbe(host) ? 1 : TRIES);
      take(ask, reader, outcome);
    }
  }

  private void take(Ask ask, Reader reader, Outcome outcome) throws IOException {
    String host = ask.host();
    if (outcome instanceof Answered answered) {
      breaker.answered(host);
      taken.put(ask.label(), reader.read(answered.answer()).redacted(requests.redaction()));
    } else if (outcome instanceof Postponed postponed) {
      isPostponed = true;
      wait = postponed.pause();
      reason = postponed.reason();
    } else if (outcome instanceof Denied denied) {
      denial = requests.denied(denied.status());
      miss(ask, denial);
    } else if (outcome instanceof Refused refused) {
      breaker.answered(host);
      miss(ask, refused.reason());
    } else if (outcome instanceof Failed failed) {
      breaker.failed(host, failed.reason());
      miss(ask, failed.reason());
    }
  }

  private void miss(Ask ask, String reason) {
    taken.put(ask.label(), Taken.missed(reason));
  }

  /** From here on, what would be asked is missed for that reason. */
  void giveUp(String reason) {
    denial = reason;
    isPostponed = false;
  }

  Map<String, Taken> taken() {
    return taken;
  }

  Set<String> open() {
    return breaker.open();
  }

  /** Whether there is more to ask, later. */
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
