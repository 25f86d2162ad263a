package dev.sluice.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.trusted.FarmLake;
import dev.sluice.core.trusted.PartitionTransform.AtOnce;
import dev.sluice.core.trusted.PartitionTransform.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A partition that found no memory beside others is not made again where time is too short. */
@Timeout(60)
class AtOnceTimeTest {
  private static final long LIMIT = 900_000;

  @TempDir Path folder;

  private final AtomicLong remaining = new AtomicLong(LIMIT);
  private final AtomicInteger attempts = new AtomicInteger();
  private final CountDownLatch failed = new CountDownLatch(1);
  private final CountDownLatch timeIsAsked = new CountDownLatch(1);
  private final CountDownLatch thirdIsRead = new CountDownLatch(1);
  private final CountDownLatch secondIsMade = new CountDownLatch(1);
  private final Thread run = Thread.currentThread();
  private Instant time = Instant.parse("2026-06-01T00:00:00Z");

  /** What happens when the object of a day is read. */
  private abstract static class Days extends InMemoryObjectStore {
    abstract void read(int day);

    void wrote(int day) {}

    @Override
    public Optional<StoredObject> get(String key) throws IOException {
      if (key.startsWith("raw/")) {
        read(day(key));
      }
      return super.get(key);
    }

    @Override
    public Optional<String> put(PutObject object) throws IOException {
      Optional<String> put = super.put(object);
      if (object.key().startsWith("trusted/")) {
        wrote(day(object.key()));
      }
      return put;
    }

    private static int day(String key) {
      return Integer.parseInt(key.replaceAll(".*day=(\\d+)/.*", "$1"));
    }

    Days with(int days) {
      for (int day = 1; day <= days; day++) {
        String key = "raw/farm/year=2026/month=05/day=%02d/1".formatted(day);
        new FarmLake(this, Path.of("")).putBytes(key, "{\"id\":\"a\",\"data\":1}".getBytes(UTF_8));
      }
      return this;
    }
  }

  private RunResult invoke(Days store, LongSupplier remainingMillis) throws IOException {
    Workspace room = new Workspace(folder, 1 << 20, 1 << 20, new AtOnce(2, 1 << 20));
    time = time.plus(Duration.ofMinutes(15));
    return new RunDriver(EmbeddedPorts.ofFarm(store, new FarmLake(store, folder).surveying(room)))
        .handle(RunEvents.schedule(time, remainingMillis));
  }

  private void assertTheNextOneMakesIt(Days store, RunResult result) throws IOException {
    assertThat(result.failures()).isEmpty();
    assertThat(result.state()).isEqualTo("TRANSFORM");
    assertThat(attempts).as("attempts to make it").hasValue(1);
    assertThat(invoke(store, () -> LIMIT).state()).isEqualTo("SUCCEEDED");
    assertThat(attempts).hasValue(2);
  }

  private void failOnce(long millis) {
    if (attempts.incrementAndGet() == 1) {
      remaining.addAndGet(-millis);
      failed.countDown();
      throw new OutOfMemoryError("Java heap space");
    }
  }

  private static void await(CountDownLatch latch, int seconds) {
    try {
      latch.await(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  @Test
  void isToldIfTheOnlyOneCanNotBeMadeAgainInTime() throws IOException {
    Days store =
        new Days() {
          @Override
          void read(int day) {
            attempts.incrementAndGet();
            remaining.addAndGet(-500_000);
            throw new OutOfMemoryError("Java heap space");
          }
        };
    RunResult result = invoke(store.with(1), remaining::get);

    assertThat(attempts).hasValue(1);
    assertThat(result.failures()).hasSize(1);
    assertThat(result.failures().get(0).reason()).contains("day=01", "out of memory");
  }

  @Test
  void isMadeAgainIfThereIsTime() throws IOException {
    Days store =
        new Days() {
          @Override
          void read(int day) {
            failOnce(400_000);
          }
        };
    RunResult result = invoke(store.with(1), remaining::get);

    assertThat(result.failures()).isEmpty();
    assertThat(attempts).hasValue(2);
  }

  @Test
  void theTimeForWhichOthersAreAwaitedCounts() throws IOException {
    Days store =
        new Days() {
          @Override
          void read(int day) {
            if (day == 2) {
              await(thirdIsRead, 30);
              failOnce(1_000);
            } else if (day == 3) {
              thirdIsRead.countDown();
              await(failed, 30);
              await(timeIsAsked, 1);
              remaining.addAndGet(-800_000);
            }
          }
        };
    RunResult result =
        invoke(
            store.with(3),
            () -> {
              if (failed.getCount() == 0 && Thread.currentThread() == run) {
                timeIsAsked.countDown();
              }
              return remaining.get();
            });

    assertTheNextOneMakesIt(store, result);
  }

  @Test
  void whatWasMadeBehindItIsToldFirst() throws IOException {
    Days store =
        new Days() {
          @Override
          void read(int day) {
            if (day == 1) {
              await(secondIsMade, 30);
              failOnce(850_000);
            }
          }

          @Override
          void wrote(int day) {
            secondIsMade.countDown();
          }
        };
    RunResult result = invoke(store.with(2), remaining::get);

    assertTheNextOneMakesIt(store, result);
  }
}
