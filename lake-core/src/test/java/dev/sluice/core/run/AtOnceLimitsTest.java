package dev.sluice.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.trusted.FarmLake;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.PartitionTransform.AtOnce;
import dev.sluice.core.trusted.PartitionTransform.Workspace;
import dev.sluice.core.trusted.rows.Row;
import dev.sluice.core.trusted.rows.TableWriter;
import dev.sluice.core.trusted.rows.TextTableWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Time, memory and room that partitions share which are made at once. */
@Timeout(60)
class AtOnceLimitsTest {
  private static final Instant TIME = Instant.parse("2026-06-01T00:00:00Z");
  private static final AtOnce TWO = new AtOnce(2, 1 << 20);

  @TempDir Path folder;

  /** Tells of raw objects that are read, and of tables' that are asked for. */
  private static final class Watched extends InMemoryObjectStore {
    private final Consumer<String> told;

    Watched(Consumer<String> told) {
      super(() -> TIME);
      this.told = told;
    }

    @Override
    public Optional<StoredObject> get(String key) throws IOException {
      if (key.startsWith("raw/")) {
        told.accept(key);
      }
      return super.get(key);
    }

    @Override
    public Optional<ObjectInfo> head(String key) throws IOException {
      if (key.startsWith("trusted/")) {
        told.accept(key);
      }
      return super.head(key);
    }

    void putDays(int count, String name) throws IOException {
      for (int day = 1; day <= count; day++) {
        put(day, name, "{\"id\":\"a\",\"data\":1}");
      }
    }

    void put(int day, String name, String content) throws IOException {
      String key = "raw/farm/year=2026/month=05/day=%02d/%s".formatted(day, name);
      new FarmLake(this, Path.of("")).putBytes(key, content.getBytes(UTF_8));
    }
  }

  private RunResult run(Watched store, AtOnce atOnce, Instant time, LongSupplier remaining)
      throws IOException {
    Workspace room = new Workspace(folder, 1 << 20, 1 << 20, atOnce);
    return run(store, new FarmLake(store, folder).surveying(room), time, remaining);
  }

  private static RunResult run(
      Watched store, PartitionTransform transform, Instant time, LongSupplier remaining)
      throws IOException {
    return new RunDriver(EmbeddedPorts.ofFarm(store, transform))
        .handle(RunEvents.schedule(time, remaining));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  @Test
  void whatIsBehindASlowPartitionIsBounded() throws IOException {
    CountDownLatch fourPerThread = new CountDownLatch(8);
    AtomicInteger made = new AtomicInteger();
    AtomicInteger madeMeanwhile = new AtomicInteger();
    Watched store =
        new Watched(
            key -> {
              if (key.contains("day=01/1")) {
                await(fourPerThread); // the eighth never comes
                madeMeanwhile.set(made.get());
              } else if (key.startsWith("raw/")) {
                made.incrementAndGet();
                fourPerThread.countDown();
              }
            });
    store.putDays(20, "1");

    assertThat(run(store, TWO, TIME, () -> 600_000).failures()).isEmpty();

    assertThat(madeMeanwhile.get()).isEqualTo(7);
  }

  @Test
  void timeThatIsAtWorkCounts() throws IOException {
    AtomicLong remaining = new AtomicLong(600_000);
    CountDownLatch others = new CountDownLatch(31);
    List<Long> begun = Collections.synchronizedList(new ArrayList<>());
    Watched store =
        new Watched(
            key -> {
              if (key.contains("day=01/1")) {
                await(others); // they are not all begun
              } else if (key.startsWith("raw/")) {
                begun.add(remaining.getAndAdd(-30_000));
                others.countDown();
              }
            });
    store.putDays(31, "1");

    run(store, new AtOnce(4, 1 << 20), TIME, remaining::get);

    assertThat(begun).isNotEmpty().allSatisfy(left -> assertThat(left).isGreaterThan(290_000));
  }

  @Test
  void whatStandsDoesNotWaitForRoom() throws IOException {
    CountDownLatch both = new CountDownLatch(2);
    AtomicInteger run = new AtomicInteger();
    Watched store =
        new Watched(
            key -> {
              if (run.get() == 2 && key.startsWith("raw/")) {
                both.countDown();
                await(both);
              }
            });
    store.putDays(3, "1");
    store.put(2, "2", "{\"id\":\"b\",\"data\":1}\n".repeat(100));
    AtOnce little = new AtOnce(2, 20_000);
    run.set(1);
    run(store, little, TIME, () -> 600_000);
    store.put(1, "3", "{\"id\":\"c\",\"data\":1}");
    store.put(3, "3", "{\"id\":\"c\",\"data\":1}");
    run.set(2);

    run(store, little, TIME.plusSeconds(3 * 86_400), () -> 600_000);

    assertThat(both.getCount()).isZero();
  }

  @Test
  void aFullDiskWhileAFileIsWrittenIsTriedAgainAlone() throws IOException {
    Watched store = new Watched(key -> {});
    store.putDays(2, "1");
    CountDownLatch both = new CountDownLatch(2);
    TableWriter writer =
        (table, file) -> {
          boolean isBeside = both.getCount() > 0;
          both.countDown();
          await(both);
          return isBeside ? new FullDisk() : new TextTableWriter().create(table, file);
        };
    PartitionTransform transform =
        new PartitionTransform(
            FarmLake.pipeline(List.of()),
            store,
            writer,
            new Workspace(folder, 1 << 20, 1 << 20, TWO));

    assertThat(run(store, transform, TIME, () -> 600_000).failures()).isEmpty();
  }

  private static final class FullDisk implements TableWriter.RowFile {
    @Override
    public void write(Row row) throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public void close() {}
  }

  @Test
  void memoryThatOthersHaveIsAwaited() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    Watched store =
        new Watched(
            key -> {
              if (key.startsWith("trusted/") && asked.incrementAndGet() == 2) {
                throw new OutOfMemoryError("Java heap space");
              }
            });
    store.putDays(3, "1");

    assertThat(run(store, TWO, TIME, () -> 600_000).failures()).isEmpty();
  }
}
