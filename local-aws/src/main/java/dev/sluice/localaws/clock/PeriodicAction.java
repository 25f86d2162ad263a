package dev.sluice.localaws.clock;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** An action that comes again, e.g. a schedule's ticks. */
public final class PeriodicAction {
  private final Timeline timeline;
  private final String name;
  private final Function<Instant, Optional<Instant>> next;
  private final Consumer<Instant> body;
  private boolean cancelled;
  private TimedAction coming;

  PeriodicAction(
      Timeline timeline,
      String name,
      Function<Instant, Optional<Instant>> next,
      Consumer<Instant> body) {
    this.timeline = timeline;
    this.name = name;
    this.next = next;
    this.body = body;
  }

  synchronized void scheduleAt(Instant due) {
    if (!cancelled) {
      coming = timeline.add(due, name, true, () -> run(due));
    }
  }

  private void run(Instant due) {
    next.apply(due).ifPresent(this::scheduleAt);
    body.accept(due);
  }

  /** No further run starts. */
  public synchronized void cancel() {
    cancelled = true;
    if (coming != null) {
      coming.cancel();
    }
  }
}
