package dev.sluice.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.trusted.FarmLake;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.PartitionTransform.AtOnce;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AtOnceTest {
  private static final Instant TIME = Instant.parse("2026-06-01T00:00:00Z");
  private static final String ROW = "{\"id\":\"a\",\"data\":1}";

  @TempDir Path folder;

  /** Tells of what is read and put. */
  private static class Watched extends InMemoryObjectStore {
    private int reading;
    private int most;

    Watched() {
      super(() -> TIME);
    }

    void read(String key) throws IOException {}

    @Override
    public Optional<StoredObject> get(String key) throws IOException {
      if (!key.startsWith("raw/")) {
        return super.get(key);
      }
      synchronized (this) {
        most = Math.max(most, ++reading);
      }
      try {
        read(key);
        return super.get(key);
      } finally {
        synchronized (this) {
          reading--;
        }
      }
    }
  }

  private RunResult run(InMemoryObjectStore store, int days, AtOnce atOnce) throws IOException {
    return run(store, days, atOnce, () -> 600_000);
  }

  private RunResult run(
      InMemoryObjectStore store, int days, AtOnce atOnce, LongSupplier remainingMillis)
      throws IOException {
    FarmLake lake = new FarmLake(store, folder);
    for (int day = 1; day <= days; day++) {
      lake.putBytes("raw/farm/year=2026/month=05/day=0%d/1".formatted(day), ROW.getBytes(UTF_8));
    }
    PartitionTransform transform =
        lake.surveying(new PartitionTransform.Workspace(folder, 1 << 20, 1 << 20, atOnce));
    return new RunDriver(EmbeddedPorts.ofFarm(store, transform))
        .handle(RunEvents.schedule(TIME, remainingMillis));
  }

  @Test
  void partitionsAreMadeBesideEachOther() throws IOException {
    CountDownLatch both = new CountDownLatch(2);
    Watched store =
        new Watched() {
          @Override
          void read(String key) throws IOException {
            both.countDown();
            await(both);
          }
        };
    RunResult result = run(store, 2, new AtOnce(2, 1 << 20));

    assertThat(result.failures()).isEmpty();
    assertThat(result.tables().get("readings").rewritten()).isEqualTo(2);
  }

  @Test
  void theirRawObjectsTogetherAreNotLargerThanTheRoom() throws IOException {
    Watched store = new Watched();
    RunResult result = run(store, 9, new AtOnce(4, ROW.length() * 12L * 2 - 1));

    assertThat(result.tables().get("readings").rewritten()).isEqualTo(9);
    assertThat(store.most).isEqualTo(1);
  }

  @Test
  void whatHasNoMemoryBesideOthersIsMadeAloneAgain() throws IOException {
    CountDownLatch both = new CountDownLatch(2);
    Watched store =
        new Watched() {
          @Override
          void read(String key) throws IOException {
            boolean isFirst = both.getCount() > 0;
            both.countDown();
            await(both);
            if (isFirst) {
              throw new OutOfMemoryError("Java heap space");
            }
          }
        };
    RunResult result = run(store, 2, new AtOnce(2, 1 << 20));

    assertThat(result.failures()).isEmpty();
    assertThat(result.tables().get("readings").rewritten()).isEqualTo(2);
  }

  @Test
  void anInvocationThatFailsWaitsForWhatIsAtWork() throws IOException {
    CountDownLatch failing = new CountDownLatch(1);
    Watched store =
        new Watched() {
          @Override
          void read(String key) throws IOException {
            if (!key.contains("day=01")) {
              await(failing);
            }
          }

          @Override
          public Optional<String> put(PutObject object) throws IOException {
            boolean isMade =
                !keys().stream().filter(key -> key.startsWith("trusted/")).toList().isEmpty();
            if (isMade && object.key().startsWith("state/")) {
              failing.countDown();
              throw new IOException("the lease is lost");
            }
            return super.put(object);
          }
        };
    AtomicLong remaining = new AtomicLong(600_000);
    LongSupplier checkpointsAreDue = () -> remaining.addAndGet(-5_000);
    assertThatThrownBy(() -> run(store, 3, new AtOnce(2, 1 << 20), checkpointsAreDue))
        .hasMessageContaining("the lease is lost");

    assertThat(store.reading).isZero();
    assertThat(Files.list(folder)).as("temporary files").isEmpty();
  }

  @Test
  void aCheckpointWithoutMemoryBesideOthersIsLeftToTheNextOne() throws IOException {
    CountDownLatch refused = new CountDownLatch(1);
    Watched store =
        new Watched() {
          @Override
          void read(String key) throws IOException {
            if (!key.contains("day=01")) {
              await(refused);
            }
          }

          @Override
          public Optional<String> put(PutObject object) throws IOException {
            boolean isMade = keys().stream().anyMatch(key -> key.startsWith("trusted/"));
            if (isMade && object.key().startsWith("state/") && refused.getCount() > 0) {
              refused.countDown();
              throw new OutOfMemoryError("Java heap space");
            }
            return super.put(object);
          }
        };
    AtomicLong remaining = new AtomicLong(600_000);
    LongSupplier checkpointsAreDue = () -> remaining.addAndGet(-5_000);
    RunResult result = run(store, 3, new AtOnce(2, 1 << 20), checkpointsAreDue);

    assertThat(result.failures()).isEmpty();
    assertThat(result.tables().get("readings").rewritten()).isEqualTo(3);
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new IOException("nobody came");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
