package dev.sluice.localaws.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Does some work on the timeline whenever there is something to do, never twice at a time. */
public final class WakingLoop {
  private static final Duration AFTER_AN_EXCEPTION = Duration.ofSeconds(10);

  private final String name;
  private final Timeline timeline;
  private final Work work;
  private TimedAction coming;
  private boolean running;
  private boolean wokenMeanwhile;
  private boolean stopped;

  /**
   * A loop that has not been woken yet.
   *
   * @param name for reports of failures
   */
  public WakingLoop(String name, Timeline timeline, Work work) {
    this.name = name;
    this.timeline = timeline;
    this.work = work;
  }

  /** What is done again and again. */
  @FunctionalInterface
  public interface Work {
    /**
     * Does the next thing that is to be done.
     *
     * @return when there is something more; empty until the loop is woken
     */
    Optional<Instant> advance(Instant now);
  }

  /** Has the work done soon. */
  public synchronized void wake() {
    if (running) {
      wokenMeanwhile = true;
    } else {
      schedule(timeline.clock().instant());
    }
  }

  /** Whether nothing is left to do until the loop is woken. */
  public synchronized boolean isIdle() {
    return !running && coming == null;
  }

  /** Does nothing more. */
  public synchronized void stop() {
    stopped = true;
    if (coming != null) {
      coming.cancel();
      coming = null;
    }
  }

  private void schedule(Instant at) {
    if (stopped || (coming != null && !coming.due().isAfter(at))) {
      return;
    }
    if (coming != null && !coming.cancel()) {
      // It starts at this moment and will see what is new.
      return;
    }
    coming = timeline.schedule(at, name, this::run);
  }

  private void run() {
    synchronized (this) {
      coming = null;
      running = true;
      wokenMeanwhile = false;
    }
    // The timeline reports an exception; the work is tried again.
    Optional<Instant> next = Optional.of(timeline.clock().instant().plus(AFTER_AN_EXCEPTION));
    try {
      next = work.advance(timeline.clock().instant());
    } finally {
      finish(next);
    }
  }

  private synchronized void finish(Optional<Instant> next) {
    running = false;
    if (wokenMeanwhile) {
      schedule(timeline.clock().instant());
    } else {
      next.ifPresent(this::schedule);
    }
  }
}
