package dev.sluice.core.raw;

import static dev.sluice.core.raw.WriterFixture.ARRIVAL;
import static dev.sluice.core.raw.WriterFixture.SHARD;
import static dev.sluice.core.raw.WriterFixture.batch;
import static dev.sluice.core.raw.WriterFixture.keys;
import static dev.sluice.core.raw.WriterFixture.lines;
import static dev.sluice.core.raw.WriterFixture.pipeline;
import static dev.sluice.core.raw.WriterFixture.record;
import static dev.sluice.core.raw.WriterFixture.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.event.KinesisEventJson;
import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.lake.InMemoryObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds for any batch, also when the store fails and batches are cut anew. */
class RawDeliveryTest {

  @Property(tries = 100)
  void everyRecordIsInExactlyOneObject(@ForAll @IntRange(max = 300) int size, @ForAll int seed)
      throws IOException {
    InMemoryObjectStore store = new InMemoryObjectStore();

    RawBatchOutcome outcome = write(store, event(seed, 0, size));

    List<String> stored = ids(store);
    List<String> rejected = rejectedNumbers(store);
    assertThat(outcome.stored()).isEqualTo(stored.size());
    assertThat(outcome.rejectedRecords()).isEqualTo(rejected.size());
    assertThat(Stream.concat(stored.stream(), rejected.stream()))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, size).mapToObj(WriterFixture::sequence).toList());
    assertThat(outcome.objects()).isEqualTo(store.keys().size());
  }

  @Property(tries = 50)
  void sameBatchYieldsSameKeysAndBytes(@ForAll @IntRange(max = 300) int size, @ForAll int seed)
      throws IOException {
    InMemoryObjectStore once = new InMemoryObjectStore();
    InMemoryObjectStore again = new InMemoryObjectStore();
    RawBatchWriter used = new RawBatchWriter(pipeline(), again);
    used.write(event(seed + 1, 0, 50));
    again.keys().forEach(key -> delete(again, key));

    write(once, event(seed, 0, size));
    used.write(event(seed, 0, size));
    used.write(event(seed, 0, size));

    assertThat(again.keys()).isEqualTo(once.keys());
    assertThat(contents(again)).isEqualTo(contents(once));
  }

  @Property(tries = 100)
  void killedBetweenTwoPutsAndRunAgainLosesAndAddsNothing(
      @ForAll @IntRange(min = 1, max = 12) int failingPut,
      @ForAll boolean afterwards,
      @ForAll int seed)
      throws IOException {
    FailingObjectStore store = new FailingObjectStore(failingPut, afterwards);
    InMemoryObjectStore undisturbed = new InMemoryObjectStore();
    write(undisturbed, event(seed, 0, 200));
    boolean fails = failingPut <= undisturbed.keys().size();

    if (fails) {
      assertThatThrownBy(() -> write(store, event(seed, 0, 200))).isInstanceOf(IOException.class);
    }
    write(store, event(seed, 0, 200));

    assertThat(contents(store)).isEqualTo(contents(undisturbed));
  }

  @Property(tries = 100)
  void batchesCutAnewAfterAFailureLeaveOnlyDuplicatesOfTheSameIds(
      @ForAll @IntRange(min = 1, max = 4) int failingPut,
      @ForAll @IntRange(min = 1, max = 199) int cut,
      @ForAll int seed)
      throws IOException {
    FailingObjectStore store = new FailingObjectStore(failingPut, true);
    assertThatThrownBy(() -> write(store, event(seed, 0, 200))).hasMessage("The answer was lost");

    write(store, event(seed, 0, cut));
    write(store, event(seed, cut, 250));

    Set<String> seen = new HashSet<>(ids(store));
    seen.addAll(rejectedNumbers(store));
    assertThat(seen)
        .isEqualTo(
            IntStream.range(0, 250).mapToObj(WriterFixture::sequence).collect(Collectors.toSet()));
    assertThat(new HashSet<>(ids(store))).doesNotContainAnyElementsOf(rejectedNumbers(store));
  }

  /** A run of a stream that is a function of the seed; one in eight records is bad. */
  private static RecordBatch event(int seed, int from, int to) {
    KinesisEventJson event = new KinesisEventJson(SHARD);
    for (int number = from; number < to; number++) {
      Random random = new Random(seed * 31L + number);
      long arrival = ARRIVAL + number * 40_000L;
      Instant time = Instant.ofEpochMilli(arrival - random.nextInt(10_800_000));
      String id = sequence(number);
      switch (random.nextInt(16)) {
        case 0 -> event.addRaw(id, "k", "!", "1780315200." + number % 10);
        case 1 -> event.add(id, "{\"id\":7}", arrival);
        case 2 -> event.add(id, "{\"id\":\"" + id + "\",\"time\":\"?\"}", arrival);
        default -> event.add(id, record(id, time), arrival);
      }
    }
    return batch(event);
  }

  private static RawBatchOutcome write(InMemoryObjectStore store, RecordBatch batch)
      throws IOException {
    return new RawBatchWriter(pipeline(), store).write(batch);
  }

  private static List<String> ids(InMemoryObjectStore store) {
    return values(store, "raw/", line -> line.substring(7, line.indexOf('"', 7)));
  }

  private static List<String> rejectedNumbers(InMemoryObjectStore store) {
    String before = "\"sequenceNumber\":\"";
    return values(
        store,
        "rejected/",
        line -> {
          int start = line.indexOf(before) + before.length();
          return line.substring(start, line.indexOf('"', start));
        });
  }

  private static List<String> values(
      InMemoryObjectStore store, String prefix, Function<String, String> value) {
    return keys(store, prefix).stream().flatMap(key -> lines(store, key)).map(value).toList();
  }

  private static List<String> contents(InMemoryObjectStore store) {
    return store.keys().stream().map(key -> key + "\n" + WriterFixture.text(store, key)).toList();
  }

  private static void delete(InMemoryObjectStore store, String key) {
    try {
      store.delete(key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
