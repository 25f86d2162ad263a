package dev.sluice.core.produce.http;

import dev.sluice.core.produce.http.client.HttpAnswer;
import java.time.Duration;
import java.util.Optional;

/** What became of a request, retries included. */
sealed interface FetchOutcome {
  /** There is an answer with a status of success, or there is nothing new. */
  record Answered(HttpAnswer answer) implements FetchOutcome {}

  /**
   * Not now; it may be asked again after that time.
   *
   * @param otherwise what it is if nobody waits; empty: no other request is answered before, either
   */
  record Postponed(Duration pause, String reason, Optional<FetchOutcome> otherwise)
      implements FetchOutcome {
    Postponed(Duration pause, String reason) {
      this(pause, reason, Optional.empty());
    }
  }

  /** The server doesn't work, or can't be reached. */
  record Failed(String reason) implements FetchOutcome {}

  /**
   * The server won't answer this request.
   *
   * @param status of HTTP; 0: it was not sent
   * @param said the API's own words behind a colon, if it has some
   */
  record Refused(int status, String reason, String said) implements FetchOutcome {
    Refused(String reason) {
      this(0, reason, "");
    }

    /** Whether a page that isn't there is answered like that. */
    boolean isOutOfRange() {
      return status == 400 || status == 404 || status == 416 || status == 422;
    }
  }

  /** The server doesn't accept the secret; it won't accept it for another request either. */
  record Denied(int status, String said) implements FetchOutcome {}
}
