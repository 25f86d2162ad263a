package dev.sluice.localaws.esm;

import static dev.sluice.localaws.esm.MappingHarness.inLanes;
import static dev.sluice.localaws.esm.MappingHarness.onError;
import static dev.sluice.localaws.esm.MappingHarness.settings;
import static dev.sluice.localaws.esm.MappingHarness.success;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localaws.kinesis.log.StoredRecord;
import dev.sluice.localaws.lambda.InvocationResult;
import dev.sluice.localaws.lambda.InvocationResult.Throttled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Lanes, a function that fails at random, and lakes that are killed in between. */
class ParallelDeliveryPropertiesTest {
  private static final int KEYS = 7;
  private static final int LIVES = 3;

  /** What the function has done, by its own account, in the order in which it did it. */
  private final List<String> processed = new ArrayList<>();

  private final FakeCheckpoints checkpoints = new FakeCheckpoints();

  @Property(tries = 200)
  void everyRecordIsProcessedInTheOrderOfItsKeyOrGivenUp(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int lanes) {
    Random random = new Random(seed);
    MappingSettings settings = anySettings(random, lanes);
    try (MappingHarness lake = lake(random, settings)) {
      live(lake, random, settings);

      check(lake, true);
    }
  }

  @Property(tries = 200)
  void aLakeThatIsKilledLosesNothingAndKeepsTheOrderOfEachKey(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 10) int lanes) {
    Random random = new Random(seed);
    MappingSettings settings = anySettings(random, lanes);
    try (MappingHarness lake = lake(random, settings)) {
      for (int life = 0; life < LIVES; life++) {
        die(lake, random, settings);
      }
      live(lake, random, settings);

      check(lake, false);
    }
  }

  @Property(tries = 200)
  void anotherNumberOfLanesLosesNothing(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int lanes) {
    Random random = new Random(seed);
    MappingSettings settings = anySettings(random, lanes);
    try (MappingHarness lake = lake(random, settings)) {
      die(lake, random, settings);
      die(lake, random, inLanes(settings, 1 + random.nextInt(10)));
      live(lake, random, inLanes(settings, 1 + random.nextInt(10)));

      check(lake, false);
    }
  }

  private MappingHarness lake(Random random, MappingSettings settings) {
    processed.clear();
    checkpoints.saved.clear();
    MappingHarness lake = new MappingHarness(1);
    lake.function(event -> misbehave(event, random, settings));
    return lake;
  }

  private void live(MappingHarness lake, Random random, MappingSettings settings) {
    EventSourceMapping mapping = lake.start(settings, checkpoints);
    append(lake, random);
    assertThat(lake.drain()).isTrue();
    assertThat(mapping.isIdle()).isTrue();
    assertThat(lake.failures).isEmpty();
    mapping.close();
    String youngest = FakeStream.sequence(lake.stream.records(0).size() - 1);
    assertThat(checkpoints.saved.get(FakeStream.shardId(0)).after()).contains(youngest);
  }

  private void die(MappingHarness lake, Random random, MappingSettings settings) {
    EventSourceMapping mapping = lake.start(settings, checkpoints);
    append(lake, random);
    try {
      lake.timeline.runUntil(lake.clock.instant().plusSeconds(random.nextInt(40)));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    mapping.close();
  }

  private static void append(MappingHarness lake, Random random) {
    for (int i = 0; i < 30; i++) {
      String key = "turbine-" + random.nextInt(KEYS);
      lake.timeline.schedule(
          lake.clock.instant().plusSeconds(random.nextInt(60)),
          "append",
          () -> lake.stream.append(0, key, lake.clock.instant()));
    }
  }

  private void check(MappingHarness lake, boolean once) {
    Set<String> givenUp = new HashSet<>();
    for (Discard discard : lake.discards) {
      discard.records().stream().map(StoredRecord::sequenceNumber).forEach(givenUp::add);
    }
    Map<String, String> keys = new HashMap<>();
    lake.stream.records(0).forEach(each -> keys.put(each.sequenceNumber(), each.partitionKey()));
    for (int key = 0; key < KEYS; key++) {
      String partitionKey = "turbine-" + key;
      List<String> done =
          processed.stream().filter(each -> keys.get(each).equals(partitionKey)).toList();
      List<String> firstTimes = done.stream().distinct().toList();
      assertThat(firstTimes.stream().filter(each -> !givenUp.contains(each))).isSorted();
      if (once) {
        assertThat(done).isEqualTo(firstTimes);
      }
    }
    Set<String> accounted = new HashSet<>(processed);
    accounted.addAll(givenUp);
    assertThat(accounted).isEqualTo(keys.keySet());
  }

  private static MappingSettings anySettings(Random random, int lanes) {
    MappingSettings base = settings(1 + random.nextInt(7), random.nextInt(20), 0);
    boolean report = random.nextBoolean();
    boolean bisect = random.nextBoolean();
    int retries = random.nextInt(4);
    Optional<Duration> age =
        random.nextBoolean() ? Optional.of(Duration.ofSeconds(60)) : Optional.empty();
    return inLanes(onError(base, report, bisect, retries, age), lanes);
  }

  private InvocationResult misbehave(JsonNode event, Random random, MappingSettings settings) {
    JsonNode records = event.path("Records");
    int dice = random.nextInt(10);
    if (dice == 0) {
      return new Throttled("busy");
    }
    if (dice < 3) {
      return MappingHarness.error();
    }
    boolean reports = dice < 6 && settings.onError().reportsItems();
    int failure = reports ? random.nextInt(records.size() + 1) : records.size();
    String items =
        failure < records.size()
            ? "{\"itemIdentifier\":" + records.get(failure).at("/kinesis/sequenceNumber") + "}"
            : "";
    for (int i = 0; i < failure; i++) {
      processed.add(records.get(i).at("/kinesis/sequenceNumber").asText());
    }
    return success("{\"batchItemFailures\":[" + items + "]}");
  }
}
