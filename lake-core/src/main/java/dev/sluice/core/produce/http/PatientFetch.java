package dev.sluice.core.produce.http;

import dev.sluice.core.produce.http.FetchOutcome.Answered;
import dev.sluice.core.produce.http.FetchOutcome.Denied;
import dev.sluice.core.produce.http.FetchOutcome.Failed;
import dev.sluice.core.produce.http.FetchOutcome.Postponed;
import dev.sluice.core.produce.http.FetchOutcome.Refused;
import dev.sluice.core.produce.http.client.HttpAnswer;
import dev.sluice.core.produce.http.client.HttpRequest;
import dev.sluice.core.produce.http.client.Redirect;
import dev.sluice.core.produce.http.secret.Redaction;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes a request, again if the server fails or asks for patience, as long as there is time and
 * quota. Pauses grow exponentially, with full jitter.
 */
final class PatientFetch {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final int MOST_REDIRECTS = 5;

  /** The longest that a request is waited for before others are asked. */
  private static final Duration SHORT = Duration.ofSeconds(10);

  /** All those waits take this part of the time: a quarter. */
  private static final int SHORT_PART = 4;

  /** A wait when all others were asked takes at most half of what is left. */
  private static final int LAST_PART = 2;

  private final HttpPorts ports;
  private final QuotaLedger quota;
  private final Supplier<Duration> remaining;
  private final Redaction redaction;
  private final Judgement judgement;
  private Duration patience;

  PatientFetch(
      HttpPorts ports, QuotaLedger quota, Supplier<Duration> remaining, Redaction redaction) {
    this.ports = ports;
    this.quota = quota;
    this.remaining = remaining;
    this.redaction = redaction;
    this.judgement = new Judgement(ports.clock(), redaction);
    this.patience = remaining.get().dividedBy(SHORT_PART);
  }

  /** Makes the request at most so many times. */
  FetchOutcome get(HttpRequest request, int tries) {
    FetchOutcome last = null;
    for (int attempt = 0; attempt < tries; attempt++) {
      if (attempt > 0 && !pause(last, attempt)) {
        return last;
      }
      if (!quota.take()) {
        return last != null ? last : new Postponed(Duration.ZERO, "the quota is used up");
      }
      last = once(request);
      if (last instanceof Answered || last instanceof Denied || last instanceof Refused) {
        return last;
      }
    }
    return last;
  }

  private FetchOutcome once(HttpRequest request) {
    try {
      return followed(request);
    } catch (IOException e) {
      return new Failed("no answer from %s (%s)".formatted(place(request), reason(request, e)));
    } catch (IllegalArgumentException e) {
      return new Refused("the request can't be made: " + reason(request, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Postponed(Duration.ZERO, "interrupted");
    }
  }

  /** Each redirect that is followed is a request of its own. */
  private FetchOutcome followed(HttpRequest request) throws IOException, InterruptedException {
    HttpRequest next = request;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      if (redirects > 0 && !quota.take()) {
        return new Postponed(Duration.ZERO, "the quota is used up");
      }
      quota.await();
      Duration left = remaining.get();
      if (left.compareTo(Duration.ofMillis(1)) < 0) {
        return new Postponed(Duration.ZERO, "the time is up");
      }
      HttpAnswer answer = ports.fetch().get(next.within(left));
      Optional<URI> to =
          Redirect.is(answer) ? Redirect.followed(next.uri(), answer) : Optional.empty();
      if (to.isEmpty()) {
        return judgement.of(next.uri(), answer);
      }
      next = new HttpRequest(to.get(), next.headers(), next.timeout(), next.mostBytes());
    }
    return new Refused("more than %d redirects, one after the other".formatted(MOST_REDIRECTS));
  }

  /** Host and port; the rest of the URL may hold a secret. */
  private static String place(HttpRequest request) {
    int port = request.uri().getPort();
    return request.uri().getHost() + (port < 0 ? "" : ":" + port);
  }

  /** Messages of exceptions may quote the URL, and any part of the request. */
  private String reason(HttpRequest request, Exception e) {
    String query = request.uri().getRawQuery();
    String message = redaction.of(String.valueOf(e.getMessage()));
    return e.getClass().getSimpleName()
        + ": "
        + (query == null ? message : message.replace(redaction.of(query), "…"));
  }

  /** Waits before the next try; false if there is no time for that, or others are asked first. */
  private boolean pause(FetchOutcome last, int attempt) {
    if (!(last instanceof Postponed postponed)) {
      return sleep(
          Duration.ofMillis(ports.random().nextLong(1, FIRST_PAUSE.toMillis() * (1L << attempt))));
    }
    boolean isForAll = postponed.otherwise().isEmpty();
    return (isForAll || isShort(postponed.pause(), attempt)) && sleep(postponed.pause());
  }

  private boolean isShort(Duration wait, int attempt) {
    boolean isShort = attempt == 1 && wait.compareTo(SHORT) <= 0 && wait.compareTo(patience) <= 0;
    patience = isShort ? patience.minus(wait) : patience;
    return isShort;
  }

  /** Waits for requests that were left to the end; false if there is no time for that. */
  boolean awaits(Duration wait) {
    Duration most = remaining.get().dividedBy(LAST_PART);
    return wait.compareTo(most) <= 0 && sleep(wait.isNegative() ? Duration.ZERO : wait);
  }

  private boolean sleep(Duration wait) {
    if (wait.compareTo(remaining.get()) >= 0) {
      return false;
    }
    try {
      ports.sleeper().sleep(wait);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
