package dev.sluice.localaws.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkersTest {
  private final Workers workers = Workers.atMost(1, "test");
  private final CountDownLatch begun = new CountDownLatch(1);
  private final AtomicBoolean written = new AtomicBoolean();

  @Test
  void closesAfterTheLastWorkHasEnded() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    workers.execute(
        () -> {
          begun.countDown();
          awaitDeafly(cancelled);
          written.set(true);
        });
    begun.await();

    workers.close(cancelled::countDown);

    assertThat(written).isTrue();
  }

  @Test
  void dropsWhatWaitsWhenItCloses() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    workers.execute(
        () -> {
          begun.countDown();
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    workers.execute(() -> written.set(true));
    begun.await();

    workers.close(() -> {});

    assertThat(written).isFalse();
  }

  @Test
  void endsAnAnnouncedWorkThatFails() throws Exception {
    AtomicReference<CompletableFuture<Void>> announced = new AtomicReference<>();
    workers.onStart(announced::set);

    workers.execute(
        workers.announce(),
        () -> {
          throw new IllegalStateException("thrown on purpose by a test");
        });

    announced.get().get(20, TimeUnit.SECONDS);
    workers.close(() -> {});
  }

  private static void awaitDeafly(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
