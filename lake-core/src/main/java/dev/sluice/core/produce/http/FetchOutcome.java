package dev.sluice.core.produce.http;

import dev.sluice.core.produce.http.client.HttpAnswer;
import java.time.Duration;

/** What became of a request, retries included. */
sealed interface FetchOutcome {
  /** There is an answer with a status of success. */
  record Answered(HttpAnswer answer) implements FetchOutcome {}

  /** Not now; it may be asked again after that time. */
  record Postponed(Duration pause, String reason) implements FetchOutcome {}

  /** The server doesn't work, or can't be reached. */
  record Failed(String reason) implements FetchOutcome {}

  /** The server won't answer this request. */
  record Refused(String reason) implements FetchOutcome {}

  /** The server doesn't accept the secret; it won't accept it for another request either. */
  record Denied(int status) implements FetchOutcome {}
}
