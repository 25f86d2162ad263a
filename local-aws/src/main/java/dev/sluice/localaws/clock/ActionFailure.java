package dev.sluice.localaws.clock;

import java.time.Instant;

/** An action that ended with an exception, or asynchronous work that did. */
public record ActionFailure(String action, Instant at, Throwable cause) {
  @Override
  public String toString() {
    return "%s at %s failed: %s".formatted(action, at, cause);
  }
}
