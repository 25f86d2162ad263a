package dev.sluice.localaws.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Everything in the lake that happens at a time: schedules, batching windows, retries.
 *
 * <p>Actions that are due run on a small pool, in the order of their times, then of their
 * scheduling. In {@link Mode#REAL_TIME} the timeline waits for the next one. In {@link Mode#FAST}
 * it moves the clock to it, but only when nothing runs: no action, and none of the work that was
 * given to {@link #track}. While something runs the clock goes on with real time in both modes, and
 * in {@link Mode#FAST} over what {@link #passTo} says that nobody needs.
 *
 * <p>Nothing happens before {@link #runUntil} or {@link #drain} is called; in {@link Mode#FAST} one
 * thread at a time calls them. All other methods may be called from any thread, actions included.
 */
public final class Timeline implements AutoCloseable {
  /** What to do when nothing is due. */
  public enum Mode {
    /** Wait. */
    REAL_TIME,
    /** Move the clock to the next action. */
    FAST
  }

  private final LakeClock clock;
  private final Mode mode;
  private final Consumer<ActionFailure> failures;
  private final Workers workers;
  private final int threads;
  private final TreeSet<TimedAction> coming = new TreeSet<>(TimedAction.ORDER);
  private long scheduled;
  private int running;
  private int busy;
  private int lasting;
  private Instant passing = Instant.MIN;
  private boolean inLoop;
  private boolean closed;

  /**
   * A timeline without actions.
   *
   * @param threads how many actions run at the same time
   * @param failures told of every action and tracked work that fails; called from the pool
   */
  public Timeline(LakeClock clock, Mode mode, int threads, Consumer<ActionFailure> failures) {
    this.clock = clock;
    this.mode = mode;
    this.failures = failures;
    this.threads = threads;
    this.workers = Workers.atMost(threads, "timeline");
  }

  /** The clock that it runs on. */
  public LakeClock clock() {
    return clock;
  }

  /** Runs an action at that time, at once if it has passed. */
  public TimedAction schedule(Instant due, String name, Runnable body) {
    return add(due, name, false, body);
  }

  /**
   * Runs an action again and again; {@link #drain} does not wait for it.
   *
   * @param next the run's time to the next one's; empty ends it
   * @param body is given the time it was due
   */
  public PeriodicAction schedulePeriodic(
      Instant first,
      String name,
      Function<Instant, Optional<Instant>> next,
      Consumer<Instant> body) {
    PeriodicAction periodic = new PeriodicAction(this, name, next, body);
    periodic.scheduleAt(first);
    return periodic;
  }

  /** Lets the clock not skip, and {@link #drain} not end, before that work has. */
  public void track(String name, CompletableFuture<?> work) {
    synchronized (this) {
      running++;
      lasting++;
    }
    CompletableFuture<?> unused =
        work.whenComplete((value, failure) -> ended(name, false, failure));
  }

  /**
   * Lets time pass for something that can only wait for it, e.g. a throttled writer. In {@link
   * Mode#FAST} the clock moves to that time, even while something runs, but past no action before
   * its start; in {@link Mode#REAL_TIME} nothing happens.
   */
  public synchronized void passTo(Instant target) {
    if (mode == Mode.REAL_TIME) {
      return;
    }
    if (inLoop) {
      passing = target.isAfter(passing) ? target : passing;
      notifyAll();
    } else {
      clock.skipTo(target);
    }
  }

  /** Runs what is due until the lake's clock shows that time and nothing runs any more. */
  public void runUntil(Instant end) throws InterruptedException {
    run(end, false);
  }

  /**
   * Runs until no action but periodic ones is left and nothing runs any more. Periodic ones go on
   * meanwhile.
   *
   * @return false if that has not come by the latest time
   */
  public boolean drain(Instant latest) throws InterruptedException {
    return run(latest, true);
  }

  private synchronized boolean run(Instant end, boolean drain) throws InterruptedException {
    inLoop = true;
    try {
      return loop(end, drain);
    } finally {
      inLoop = false;
    }
  }

  private synchronized boolean loop(Instant end, boolean drain) throws InterruptedException {
    while (!closed) {
      Instant now = clock.instant();
      startDue(earlier(now, end));
      if (drain && lasting == 0) {
        return true;
      }
      if (running == 0 && !now.isBefore(end)) {
        return false;
      }
      Instant next = coming.isEmpty() ? end : earlier(coming.first().due(), end);
      if (running == 0 && mode == Mode.FAST) {
        clock.skipTo(next);
      } else if (passing.isAfter(now) && !isAnyWaiting(earlier(now, end))) {
        clock.skipTo(now.isBefore(end) ? earlier(next, passing) : passing);
      } else {
        wait(millisToWait(now, next));
      }
    }
    return false;
  }

  /** Whether something that is due by then waits for a thread. */
  private boolean isAnyWaiting(Instant time) {
    return !coming.isEmpty() && !coming.first().due().isAfter(time);
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  /** Zero, when only the end of what runs is waited for, which is announced. */
  private static long millisToWait(Instant now, Instant next) {
    Duration left = Duration.between(now, next);
    return left.isNegative() || left.isZero()
        ? 0
        : Math.min(left.toSeconds(), 3_600) * 1_000 + left.toMillisPart() + 1;
  }

  private void startDue(Instant now) {
    while (busy < threads && !coming.isEmpty() && !coming.first().due().isAfter(now)) {
      TimedAction action = coming.pollFirst();
      running++;
      busy++;
      workers.execute(() -> run(action));
    }
  }

  private void run(TimedAction action) {
    Throwable failure = null;
    try {
      action.run();
    } catch (Throwable e) {
      failure = e;
    } finally {
      synchronized (this) {
        busy--;
      }
      ended(action.name(), action.periodic(), failure);
    }
  }

  private void ended(String name, boolean periodic, Throwable failure) {
    try {
      if (failure != null && !isClosed()) {
        failures.accept(new ActionFailure(name, clock.instant(), failure));
      }
    } finally {
      synchronized (this) {
        running--;
        lasting -= periodic ? 0 : 1;
        notifyAll();
      }
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  synchronized TimedAction add(Instant due, String name, boolean periodic, Runnable body) {
    TimedAction.Key key = new TimedAction.Key(due, scheduled++);
    TimedAction action = new TimedAction(this, key, name, periodic, body);
    coming.add(action);
    lasting += periodic ? 0 : 1;
    notifyAll();
    return action;
  }

  synchronized boolean remove(TimedAction action) {
    boolean removed = coming.remove(action);
    if (removed) {
      lasting -= action.periodic() ? 0 : 1;
      notifyAll();
    }
    return removed;
  }

  /** Starts nothing more; what runs is interrupted, and its failure is not told. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    workers.close(() -> {});
  }
}
