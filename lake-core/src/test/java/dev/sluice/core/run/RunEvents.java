package dev.sluice.core.run;

import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Events, each of another invocation. */
final class RunEvents {
  private RunEvents() {}

  static RunEvent schedule(Instant time, LongSupplier remainingMillis) {
    return of(time, new RunEvent.Cause.Schedule(Optional.empty()), remainingMillis);
  }

  static RunEvent of(Instant time, RunEvent.Cause cause, LongSupplier remainingMillis) {
    return new RunEvent(time, cause, "request-of-" + time, remainingMillis);
  }
}
