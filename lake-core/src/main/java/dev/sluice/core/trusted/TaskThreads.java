package dev.sluice.core.trusted;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Does tasks of one thread, so many at once, each in a thread of its own; if it is one at once,
 * that thread does them itself. Its threads end when it is closed, after what is at work.
 */
public final class TaskThreads implements AutoCloseable {
  private final int count;
  private final ExecutorService threads;
  private int busy;
  private long ended;

  /** So many at once. */
  public TaskThreads(int count) {
    this.count = count;
    threads = count == 1 ? null : Executors.newFixedThreadPool(count);
  }

  /** Begins a task, which throws nothing; there must be a {@link #isFree() free} thread. */
  public void begin(Runnable task) {
    if (threads == null) {
      task.run();
      return;
    }
    synchronized (this) {
      busy++;
    }
    try {
      threads.execute(() -> perform(task));
    } catch (RuntimeException | Error e) {
      end();
      throw e;
    }
  }

  private void perform(Runnable task) {
    try {
      task.run();
    } finally {
      end();
    }
  }

  private synchronized void end() {
    busy--;
    ended++;
    notifyAll();
  }

  public synchronized boolean isFree() {
    return busy < count;
  }

  public synchronized boolean isIdle() {
    return busy == 0;
  }

  /** How many tasks have ended. */
  public synchronized long ended() {
    return ended;
  }

  /**
   * Waits until a task ends, or all have ended.
   *
   * @param seen how many had {@link #ended} when it was known that there is something to wait for
   */
  public synchronized void awaitMore(long seen) {
    boolean isInterrupted = false;
    while (busy > 0 && ended == seen) {
      try {
        wait();
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until all tasks have ended. */
  public void awaitAll() {
    while (!isIdle()) {
      awaitMore(ended());
    }
  }

  @Override
  public void close() {
    awaitAll();
    if (threads == null) {
      return;
    }
    threads.shutdown();
    boolean isInterrupted = Thread.interrupted();
    try {
      threads.awaitTermination(1, TimeUnit.MINUTES); // they have nothing to do any more
    } catch (InterruptedException e) {
      isInterrupted = true;
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
