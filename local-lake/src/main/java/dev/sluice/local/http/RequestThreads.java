package dev.sluice.local.http;

import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads made only when all others are busy, up to a limit; requests beyond it wait. */
final class RequestThreads {
  private static final int IDLE_SECONDS = 20;

  private RequestThreads() {}

  static ThreadPoolExecutor upTo(int limit) {
    HandOver waiting = new HandOver();
    return new ThreadPoolExecutor(
        0,
        limit,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        waiting,
        task -> {
          Thread thread = new Thread(task, "aws-port");
          thread.setDaemon(true);
          return thread;
        },
        (task, pool) -> waiting.put(task));
  }

  /** Takes a task only if a thread waits for it, so that the pool makes a new one otherwise. */
  private static final class HandOver extends LinkedTransferQueue<Runnable> {
    @Override
    public boolean offer(Runnable task) {
      return tryTransfer(task);
    }
  }
}
