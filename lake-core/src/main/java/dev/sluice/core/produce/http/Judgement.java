package dev.sluice.core.produce.http;

import dev.sluice.core.produce.http.FetchOutcome.Answered;
import dev.sluice.core.produce.http.FetchOutcome.Denied;
import dev.sluice.core.produce.http.FetchOutcome.Failed;
import dev.sluice.core.produce.http.FetchOutcome.Postponed;
import dev.sluice.core.produce.http.FetchOutcome.Refused;
import dev.sluice.core.produce.http.answer.AnswerText;
import dev.sluice.core.produce.http.answer.ApiWords;
import dev.sluice.core.produce.http.client.HttpAnswer;
import dev.sluice.core.produce.http.client.Redirect;
import dev.sluice.core.produce.http.client.RetryAfter;
import dev.sluice.core.produce.http.secret.Redaction;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What an answer's status and headers mean for its request, and for those after it. */
record Judgement(Clock clock, Redaction redaction) {
  private static final Duration NO_HINT = Duration.ofMinutes(1);
  private static final Set<String> READ = Set.of("", "gzip", "x-gzip", "identity");

  FetchOutcome of(URI uri, HttpAnswer answer) {
    HttpAnswer clean = clean(answer);
    int status = answer.status();
    if (status == 401) {
      return new Denied(status, words(clean));
    }
    Optional<Duration> wait = RetryAfter.of(answer, clock.instant());
    if (status == 429 || status == 403 && RetryAfter.isUsedUp(answer)) {
      String reason = "HTTP %d, too many requests%s".formatted(status, words(clean));
      return new Postponed(wait.orElse(NO_HINT), reason);
    }
    FetchOutcome now = isGood(status) ? good(clean) : bad(uri, clean);
    boolean isLater = wait.isPresent() && (status == 202 || status >= 300 && status != 304);
    return isLater
        ? new Postponed(wait.get(), "HTTP %d%s".formatted(status, words(clean)), Optional.of(now))
        : now;
  }

  /** Before anything of it is cut off or quoted. */
  private HttpAnswer clean(HttpAnswer answer) {
    HttpAnswer text = AnswerText.utf8(answer);
    return new HttpAnswer(text.status(), text.headers(), redaction.of(text.body()), text.whole());
  }

  private static boolean isGood(int status) {
    return status >= 200 && status < 300 && status != 206 || status == 304;
  }

  private static FetchOutcome good(HttpAnswer answer) {
    return isReadable(answer) || answer.body().length == 0
        ? new Answered(answer)
        : new Refused(
            "the answer is packed as '%s', though only gzip was offered"
                .formatted(ApiWords.shown(encoding(answer))));
  }

  private FetchOutcome bad(URI uri, HttpAnswer answer) {
    int status = answer.status();
    String said = words(answer);
    if (status >= 500 || status == 408 || status == 425) {
      return new Failed("HTTP " + status + said);
    }
    String more = said;
    if (Redirect.is(answer)) {
      more = " " + redaction.of(Redirect.refusal(uri, answer));
    } else if (status == 206) {
      more = ", a part of the answer, though all of it was asked for";
    }
    return new Refused(status, "HTTP " + status + more, said);
  }

  private String words(HttpAnswer answer) {
    boolean isText = isReadable(answer) && answer.status() != 206 && !Redirect.is(answer);
    return isText
        ? ApiWords.in(answer.body(), redaction::of).map(words -> ": " + words).orElse("")
        : "";
  }

  private static boolean isReadable(HttpAnswer answer) {
    return READ.contains(encoding(answer).toLowerCase(Locale.ROOT));
  }

  private static String encoding(HttpAnswer answer) {
    return answer.header("content-encoding").map(String::strip).orElse("");
  }
}
