package dev.sluice.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Waits for what another process or thread does and tells nobody of. */
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int PERIOD_MILLIS = 5;

  private Eventually() {}

  /** Returns when the condition holds; fails after 20 s. */
  public static void await(String what, Callable<Boolean> condition) {
    CompletableFuture<Void> holds = new CompletableFuture<>();
    ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    try {
      thread.scheduleWithFixedDelay(
          () -> check(condition, holds), 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
      assertThat(holds).as(what).succeedsWithin(PATIENCE);
    } finally {
      thread.shutdownNow();
    }
  }

  private static void check(Callable<Boolean> condition, CompletableFuture<Void> holds) {
    try {
      if (condition.call()) {
        holds.complete(null);
      }
    } catch (Exception e) {
      holds.completeExceptionally(e);
    }
  }
}
