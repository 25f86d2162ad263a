package dev.sluice.core.run;

import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Events, each of another invocation. */
final class Wakes {
  private Wakes() {}

  static Wake schedule(Instant time, LongSupplier remainingMillis) {
    return of(time, new Wake.Cause.Schedule(Optional.empty()), remainingMillis);
  }

  static Wake of(Instant time, Wake.Cause cause, LongSupplier remainingMillis) {
    return new Wake(time, cause, "request-of-" + time, remainingMillis);
  }
}
