package dev.sluice.localaws.esm;

import static dev.sluice.localaws.esm.MappingHarness.START;
import static dev.sluice.localaws.esm.MappingHarness.error;
import static dev.sluice.localaws.esm.MappingHarness.inLanes;
import static dev.sluice.localaws.esm.MappingHarness.onError;
import static dev.sluice.localaws.esm.MappingHarness.settings;
import static dev.sluice.localaws.esm.MappingHarness.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.clock.Timeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A shard of which several batches are worked on at the same time. */
@Timeout(30)
class ParallelLanesTest {
  private static final int LANES = 4;

  private final MappingHarness lake = new MappingHarness(1);

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void worksOnSoManyBatchesOfAShardAtATimeAndOnNoMore() throws Exception {
    List<String> keys = keyOfEachLane();
    CountDownLatch allAtOnce = new CountDownLatch(LANES);
    AtomicInteger running = new AtomicInteger();
    ConcurrentLinkedQueue<Integer> atATime = new ConcurrentLinkedQueue<>();
    Map<Long, Boolean> met = new ConcurrentHashMap<>();
    BatchInvoker function =
        (name, event) -> {
          atATime.add(running.incrementAndGet());
          allAtOnce.countDown();
          met.put(Thread.currentThread().getId(), await(allAtOnce));
          running.decrementAndGet();
          return success("{}");
        };
    deliver(
        function,
        keys,
        new Timeline(
            LakeClock.stoppedAt(START), Timeline.Mode.FAST, 2 * LANES, lake.failures::add));

    assertThat(met.values()).containsOnly(true);
    assertThat(atATime).contains(LANES).allMatch(count -> count <= LANES);
  }

  private void deliver(BatchInvoker function, List<String> keys, Timeline threads)
      throws Exception {
    try (threads) {
      for (int i = 0; i < 40; i++) {
        lake.stream.append(0, keys.get(i % LANES), START);
      }
      EventSourceMapping.start(
          inLanes(settings(3, 0, 0), LANES),
          lake.stream,
          threads,
          new EventSourceMapping.Targets(function, lake::put, lake.discards::add),
          new FakeCheckpoints());
      assertThat(threads.drain(START.plusSeconds(3600))).isTrue();
    }
  }

  @Test
  void aBatchHasRecordsOfOneLaneOnly() {
    List<String> keys = keyOfEachLane();
    IntStream.range(0, 12).forEach(i -> lake.stream.append(0, keys.get(i % LANES), START));
    lake.start(inLanes(settings(100, 0, 0), LANES));

    lake.drain();

    assertThat(lake.delivered())
        .containsExactlyInAnyOrder(
            List.of("0", "4", "8"),
            List.of("1", "5", "9"),
            List.of("2", "6", "10"),
            List.of("3", "7", "11"));
  }

  @Test
  void aLaneThatFailsHoldsUpNoOther() {
    List<String> keys = keyOfEachLane();
    FakeCheckpoints checkpoints = new FakeCheckpoints();
    lake.function(event -> event.toString().contains(keys.get(1)) ? error() : success("{}"));
    IntStream.range(0, 12).forEach(i -> lake.stream.append(0, keys.get(i % LANES), START));
    EventSourceMapping killed = lake.start(inLanes(settings(100, 0, 0), LANES), checkpoints);
    runFor(5);
    killed.close();

    assertThat(killed.counts().records()).isEqualTo(9);
    assertThat(checkpoints.saved.get(FakeStream.shardId(0)).after()).isEmpty();

    lake.invocations.clear();
    lake.function(event -> success("{}"));
    lake.start(inLanes(settings(100, 0, 0), LANES), checkpoints);
    lake.drain();

    assertThat(lake.delivered()).containsExactly(List.of("1", "5", "9"));
    assertThat(checkpoints.saved.get(FakeStream.shardId(0)).after())
        .contains(FakeStream.sequence(11));
  }

  @Test
  void eachLaneGivesUpItsOwnBatch() {
    List<String> keys = keyOfEachLane();
    lake.function(event -> event.toString().contains(keys.get(0)) ? success("{}") : error());
    lake.start(inLanes(onError(settings(100, 0, 0), false, false, 1, Optional.empty()), LANES));
    IntStream.range(0, 8).forEach(i -> lake.stream.append(0, keys.get(i % LANES), START));

    lake.drain();

    assertThat(lake.discards)
        .extracting(
            discard ->
                discard.records().stream()
                    .map(record -> record.sequenceNumber())
                    .collect(Collectors.toList()))
        .containsExactlyInAnyOrder(pair(1, 5), pair(2, 6), pair(3, 7));
    assertThat(lake.objects).hasSize(3);
  }

  @Test
  void refusesWhatLambdaRefuses() {
    for (int factor : new int[] {0, 11}) {
      assertThatThrownBy(() -> inLanes(settings(1, 0, 0), factor))
          .hasMessage("ParallelizationFactor %d is not in 1-10", factor);
    }
    assertThatThrownBy(() -> inLanes(settings(1, 0, 60), 2))
        .hasMessageContaining("ParallelizationFactor 2 doesn't go with TumblingWindowInSeconds 60");
    assertThat(inLanes(settings(1, 0, 60), 1).tumbling()).isTrue();
  }

  @Test
  void lanesGetAboutTheSameNumberOfKeys() {
    for (int count : new int[] {2, 3, 7, 10}) {
      int[] keys = new int[count];
      for (int device = 0; device < 10_000; device++) {
        for (int number = 0; number < count; number++) {
          keys[number] += new Lane(number, count).has("turbine-" + device) ? 1 : 0;
        }
      }
      assertThat(IntStream.of(keys).sum()).isEqualTo(10_000);
      assertThat(keys)
          .as("of %d lanes", count)
          .satisfies(
              each ->
                  assertThat(IntStream.of(each).min().orElse(0) * 5 / 4)
                      .isGreaterThan(IntStream.of(each).max().orElse(0)));
    }
  }

  private static List<String> pair(int one, int other) {
    return List.of(FakeStream.sequence(one), FakeStream.sequence(other));
  }

  private static List<String> keyOfEachLane() {
    return IntStream.range(0, LANES)
        .mapToObj(number -> new Lane(number, LANES))
        .map(
            lane ->
                IntStream.range(0, 100)
                    .mapToObj(device -> "turbine-" + device)
                    .filter(lane::has)
                    .findFirst()
                    .orElseThrow())
        .toList();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void runFor(int seconds) {
    try {
      lake.timeline.runUntil(lake.clock.instant().plusSeconds(seconds));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
