package dev.sluice.core.produce.http;

import dev.sluice.core.produce.deliver.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Keeps requests to so many in any second. */
final class Pace {
  private static final long SECOND = 1_000;

  private final Optional<Integer> perSecond;
  private final Clock clock;
  private final Sleeper sleeper;
  private final Deque<Long> recent = new ArrayDeque<>();

  Pace(Optional<Integer> perSecond, Clock clock, Sleeper sleeper) {
    this.perSecond = perSecond;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /** Returns when one more request may be made. */
  void await() throws InterruptedException {
    if (perSecond.isEmpty()) {
      return;
    }
    if (recent.size() == perSecond.get()) {
      // One more millisecond: the server's clock may round the other way.
      long wait = recent.removeFirst() + SECOND + 1 - clock.millis();
      if (wait > 0) {
        sleeper.sleep(Duration.ofMillis(Math.min(wait, SECOND + 1)));
      }
    }
    recent.addLast(clock.millis());
  }
}
