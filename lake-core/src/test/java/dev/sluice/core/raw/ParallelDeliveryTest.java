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

import dev.sluice.core.event.KinesisEventJson;
import dev.sluice.core.lake.InMemoryObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * A shard that is dealt to lanes whose batches interleave. The test deals as Lambda does: records
 * of a key are in one lane and in order, batches are any runs of a lane, what was not acknowledged
 * comes again, and another number of lanes begins after what all had done.
 */
class ParallelDeliveryTest {
  private static final int RECORDS = 200;
  private static final int KEYS = 9;

  private final InMemoryObjectStore store = new InMemoryObjectStore();

  @Property(tries = 200)
  void everyRecordIsInRawHoweverBatchesOfLanesInterleave(
      @ForAll @IntRange(min = 1, max = 10) int lanes, @ForAll long seed) throws IOException {
    Random random = new Random(seed);
    int[] done = new int[lanes];

    write(done, random, 2 * RECORDS);

    assertThat(ids()).containsAll(sequences());
    assertThat(ids().size()).isGreaterThanOrEqualTo(RECORDS);
  }

  @Property(tries = 200)
  void anotherNumberOfLanesLosesNothing(
      @ForAll @IntRange(min = 1, max = 10) int lanes, @ForAll long seed) throws IOException {
    Random random = new Random(seed);
    int[] done = new int[lanes];
    for (int change = 0; change < 3; change++) {
      write(done, random, random.nextInt(30));
      int lowest = IntStream.of(done).min().orElseThrow();
      done = IntStream.generate(() -> lowest).limit(1 + random.nextInt(10)).toArray();
    }
    write(done, random, 20 * RECORDS);

    assertThat(ids()).containsAll(sequences());
  }

  /** The second one had the name of the first, in whose place it was put: 2 was gone. */
  @Test
  void aBatchOfAnotherNumberOfLanesReplacesNothing() throws IOException {
    Instant ofAll = Instant.ofEpochMilli(ARRIVAL);
    for (List<Integer> batch : List.of(List.of(0, 2, 3), List.of(0, 3), List.of(0, 2, 3))) {
      KinesisEventJson event = new KinesisEventJson(SHARD);
      for (int number : batch) {
        event.add(sequence(number), record(sequence(number), ofAll), ARRIVAL);
      }
      write(event);
    }

    assertThat(ids())
        .containsExactlyInAnyOrder(sequence(0), sequence(2), sequence(3), sequence(0), sequence(3));
  }

  /** Lanes take turns at random; one batch in four is written, but not acknowledged. */
  private void write(int[] done, Random random, int turns) throws IOException {
    for (int turn = 0; turn < turns; turn++) {
      int lane = random.nextInt(done.length);
      List<Integer> left = new ArrayList<>();
      for (int number = done[lane]; number < RECORDS; number++) {
        if (key(number) % done.length == lane) {
          left.add(number);
        }
      }
      List<Integer> batch = left.subList(0, Math.min(left.size(), 1 + random.nextInt(12)));
      if (!batch.isEmpty()) {
        write(batch);
      }
      boolean acknowledged = batch.isEmpty() || random.nextInt(4) > 0;
      if (acknowledged) {
        done[lane] = batch.size() == left.size() ? RECORDS : batch.get(batch.size() - 1) + 1;
      }
    }
  }

  private void write(List<Integer> numbers) throws IOException {
    KinesisEventJson event = new KinesisEventJson(SHARD);
    for (int number : numbers) {
      Instant time = Instant.ofEpochMilli(ARRIVAL - (number * 37L) % 180 * 60_000);
      event.add(sequence(number), record(sequence(number), time), ARRIVAL + number);
    }
    write(event);
  }

  private void write(KinesisEventJson event) throws IOException {
    new RawBatchWriter(pipeline(), store, true).write(batch(event));
  }

  private static int key(int number) {
    return number * 7 % KEYS;
  }

  private List<String> ids() {
    return keys(store, "raw/").stream()
        .flatMap(key -> lines(store, key))
        .map(line -> line.substring(7, line.indexOf('"', 7)))
        .toList();
  }

  private static Set<String> sequences() {
    return IntStream.range(0, RECORDS)
        .mapToObj(WriterFixture::sequence)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
