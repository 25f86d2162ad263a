package dev.sluice.core.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.produce.deliver.Delivery;
import dev.sluice.core.produce.deliver.DeliveryLimits;
import dev.sluice.core.produce.deliver.FakeRecordStream;
import dev.sluice.core.produce.deliver.RecordStream.Outcome;
import dev.sluice.core.produce.simulate.Simulator;
import dev.sluice.core.produce.simulate.WindFarm;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** No tick is lost or counted twice, whatever invocations come, in whatever order, and crash. */
class FeedProducerPropertyTest {
  private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  /** A store whose puts fail, or succeed and then fail, at random. */
  private static final class UnreliableStore extends InMemoryObjectStore {
    private final SplittableRandom random;
    private boolean reliable;

    UnreliableStore(long seed) {
      random = new SplittableRandom(seed);
    }

    @Override
    public Optional<String> put(PutObject object) throws IOException {
      int fate = reliable ? 9 : random.nextInt(10);
      if (fate == 0) {
        throw new IOException("refused");
      }
      Optional<String> etag = super.put(object);
      if (fate == 1) {
        throw new IOException("stored, but the answer is lost");
      }
      return etag;
    }
  }

  @Property(tries = 150)
  void everyTickIsProducedAndCountedOnce(
      @ForAll @Size(min = 1, max = 15) List<@IntRange(max = 40) Integer> minutes, @ForAll long seed)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    UnreliableStore store = new UnreliableStore(seed);
    FakeRecordStream stream = new FakeRecordStream();
    stream.failWith((call, place, entry) -> fate(random));
    Instant last = START;
    for (int minute : minutes) {
      Instant time = START.plusSeconds(60L * minute);
      last = time.isAfter(last) ? time : last;
      invoke(stream, store, time, random);
    }
    store.reliable = true;
    stream.failWith((call, place, entry) -> FakeRecordStream.ACCEPT);
    run(stream, store, seed).run(last, () -> Duration.ofHours(1));

    Checkpoint done = CheckpointJson.in(store, FeedKeys.only("farm")).load().value().orElseThrow();
    assertThat(done.lastTick()).isEqualTo(last);
    assertThat(done.counts().produced()).isEqualTo(done.ticks() * 3);
    Set<String> reached = ids(stream.stored());
    store.keys().stream()
        .filter(key -> key.startsWith("failed/"))
        .forEach(key -> reached.addAll(ids(store.text(key).lines().toList())));
    assertThat((long) reached.size()).isEqualTo(done.counts().produced());
  }

  private static Outcome fate(SplittableRandom random) {
    int fate = random.nextInt(12);
    return fate == 0
        ? FakeRecordStream.THROTTLED
        : fate == 1 ? FakeRecordStream.STORE_AND_FORGET : FakeRecordStream.ACCEPT;
  }

  private static void invoke(
      FakeRecordStream stream, UnreliableStore store, Instant time, SplittableRandom random) {
    try {
      run(stream, store, random.nextLong())
          .run(time, () -> Duration.ofSeconds(random.nextInt(-2, 10)));
    } catch (IOException e) {
      // What a crashed invocation is: the next one goes on.
      assertThat(e).hasMessageMatching("refused|stored, but.*");
    }
  }

  private static FeedProducer run(FakeRecordStream stream, UnreliableStore store, long seed)
      throws IOException {
    return new FeedProducer(
        FeedKeys.only("farm"),
        new Simulator(WindFarm.of(1, 42, WindFarm.HEALTHY), WindFarm.RECORD),
        new Ticks(Duration.ofSeconds(10)),
        new Delivery(
            stream, DeliveryLimits.kinesis(1 << 20), pause -> {}, new SplittableRandom(seed)),
        store);
  }

  private static Set<String> ids(List<String> records) {
    Set<String> ids = new HashSet<>();
    for (String record : records) {
      Matcher id = ID.matcher(record);
      assertThat(id.find()).isTrue();
      ids.add(id.group(1));
    }
    return ids;
  }
}
