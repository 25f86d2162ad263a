package dev.sluice.core.trusted;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TaskThreadsTest {
  private final Set<Thread> seen = ConcurrentHashMap.newKeySet();

  private void see() {
    seen.add(Thread.currentThread());
  }

  @Test
  void oneAtOnceIsDoneByWhoAsks() {
    try (TaskThreads threads = new TaskThreads(1)) {
      threads.begin(this::see);
      assertThat(seen).containsExactly(Thread.currentThread());
      assertThat(threads.isIdle()).isTrue();
      assertThat(threads.isFree()).isTrue();
    }
  }

  @Test
  void severalAreAtWorkAtOnceAndNoThreadIsLeft() throws InterruptedException {
    CountDownLatch both = new CountDownLatch(2);
    AtomicInteger met = new AtomicInteger();
    TaskThreads threads = new TaskThreads(2);
    for (int i = 0; i < 2; i++) {
      threads.begin(
          () -> {
            see();
            both.countDown();
            met.addAndGet(await(both) ? 1 : 0);
          });
    }
    threads.close();

    assertThat(met).hasValue(2);
    assertThat(seen).hasSize(2).doesNotContain(Thread.currentThread());
    assertNoneIsLeft();
  }

  @Test
  void closingWaitsForWhatIsAtWorkAlsoIfInterrupted() throws InterruptedException {
    CountDownLatch closing = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    TaskThreads threads = new TaskThreads(2);
    threads.begin(
        () -> {
          see();
          await(closing);
          done.incrementAndGet();
        });
    assertThat(threads.isFree()).isTrue();
    Thread.currentThread().interrupt();
    closing.countDown();
    threads.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(done).hasValue(1);
    assertNoneIsLeft();
  }

  @Test
  void whoWaitsIsToldOfWhatEndedSinceHeLooked() {
    try (TaskThreads threads = new TaskThreads(2)) {
      CountDownLatch never = new CountDownLatch(1);
      threads.begin(() -> await(never));
      long before = threads.ended();
      threads.begin(this::see);
      threads.awaitMore(before);
      assertThat(threads.ended()).isEqualTo(before + 1);
      threads.awaitMore(before);
      assertThat(threads.isFree()).isTrue();
      assertThat(threads.isIdle()).isFalse();
      never.countDown();
    }
  }

  private void assertNoneIsLeft() throws InterruptedException {
    for (Thread thread : seen) {
      thread.join(TimeUnit.SECONDS.toMillis(30));
      assertThat(thread.isAlive()).isFalse();
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }
}
