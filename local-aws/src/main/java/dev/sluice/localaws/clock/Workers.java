package dev.sluice.localaws.clock;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The threads of a service that works in the background. The process can end while they work. */
public final class Workers {
  private static final Logger LOG = System.getLogger(Workers.class.getName());
  private static final int CANCELLATIONS = 500;
  private static final int MILLIS_BETWEEN_CANCELLATIONS = 20;

  private final String name;
  private final ExecutorService threads;
  private volatile Consumer<CompletableFuture<Void>> listener = end -> {};

  private Workers(String name, ExecutorService threads) {
    this.name = name;
    this.threads = threads;
  }

  /** As many threads as there is work. */
  public static Workers asNeeded(String name) {
    return new Workers(name, Executors.newCachedThreadPool(daemons(name)));
  }

  /** At most that many threads; more work waits, in its order. */
  public static Workers atMost(int threads, String name) {
    return new Workers(name, Executors.newFixedThreadPool(threads, daemons(name)));
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger number = new AtomicInteger();
    return body -> {
      Thread thread = new Thread(body, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Gives the listener, in the announcer's thread, the end of each work from now on. */
  public void onStart(Consumer<CompletableFuture<Void>> newListener) {
    listener = newListener;
  }

  /** Announces work to the listener; the future is for {@link #execute}. */
  public CompletableFuture<Void> announce() {
    CompletableFuture<Void> end = new CompletableFuture<>();
    listener.accept(end);
    return end;
  }

  /** Does work that was announced; {@code end} completes when it has ended, however it did. */
  public void execute(CompletableFuture<Void> end, Runnable work) {
    execute(
        () -> {
          try {
            work.run();
          } finally {
            end.complete(null);
          }
        });
  }

  /** Does work that nobody waits for. */
  public void execute(Runnable work) {
    threads.execute(work);
  }

  /**
   * Drops what waits, interrupts what runs, and waits for its end, so that nothing is written any
   * more; gives up after 10 seconds.
   *
   * @param cancel ends work that does not heed an interrupt; called again and again
   */
  public void close(Runnable cancel) {
    threads.shutdownNow();
    try {
      for (int tries = 0; tries < CANCELLATIONS; tries++) {
        cancel.run();
        if (threads.awaitTermination(MILLIS_BETWEEN_CANCELLATIONS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
      LOG.log(Level.WARNING, "{0}: work goes on although it was cancelled", name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
