package dev.sluice.local.esm;

import dev.sluice.local.clock.TimedAction;
import dev.sluice.local.clock.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Runs a shard's consumer on the timeline whenever it has something to do, never twice at a time.
 */
final class ShardLoop {
  private static final Duration AFTER_AN_EXCEPTION = Duration.ofSeconds(10);

  private final String name;
  private final Timeline timeline;
  private final ShardConsumer consumer;
  private TimedAction coming;
  private boolean running;
  private boolean wokenMeanwhile;
  private boolean stopped;

  ShardLoop(String name, Timeline timeline, ShardConsumer consumer) {
    this.name = name;
    this.timeline = timeline;
    this.consumer = consumer;
  }

  /** Has the consumer look at its shard soon. */
  synchronized void wake() {
    if (running) {
      wokenMeanwhile = true;
    } else {
      schedule(timeline.clock().instant());
    }
  }

  /** Whether nothing is left to do until further records are appended. */
  synchronized boolean isIdle() {
    return !running && coming == null;
  }

  synchronized void stop() {
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
    // The timeline reports an exception; the batch is tried again.
    Optional<Instant> next = Optional.of(timeline.clock().instant().plus(AFTER_AN_EXCEPTION));
    try {
      next = consumer.advance(timeline.clock().instant());
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
