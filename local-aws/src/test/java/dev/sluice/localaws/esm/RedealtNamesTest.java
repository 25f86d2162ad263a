package dev.sluice.localaws.esm;

import static dev.sluice.localaws.esm.MappingHarness.START;
import static dev.sluice.localaws.esm.MappingHarness.error;
import static dev.sluice.localaws.esm.MappingHarness.inLanes;
import static dev.sluice.localaws.esm.MappingHarness.onError;
import static dev.sluice.localaws.esm.MappingHarness.settings;
import static dev.sluice.localaws.esm.MappingHarness.success;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localaws.esm.MappingHarness.Invoked;
import dev.sluice.localaws.lambda.InvocationResult;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * A function that stores each batch under the names of its first and last record, as the batch
 * writer does, in lakes that deal the shard to other numbers of lanes and are killed at any time.
 */
class RedealtNamesTest {
  private static final int LIVES = 5;

  private final FakeCheckpoints checkpoints = new FakeCheckpoints();
  private final Map<String, List<String>> stored = new TreeMap<>();

  /** Two lanes left 0, 2, 3; three stored 0, 3 under the same names, and were not remembered. */
  @Test
  void aReturnToAnEarlierNumberOfLanesDoesNotTrustItsOldPlaces() {
    try (MappingHarness lake = new MappingHarness(1)) {
      List<String> keys = List.of(keyOf(0, 0), keyOf(1, 1), keyOf(0, 1), keyOf(0, 0));
      keys.forEach(key -> lake.stream.append(0, key, START));
      lake.function(event -> event.toString().contains(keys.get(1)) ? error() : store(event));
      die(lake, 2, false);
      assertThat(stored.values()).containsExactly(List.of("0", "2", "3"));
      die(lake, 3, true);
      assertThat(stored.values()).containsExactly(List.of("0", "3"));

      lake.function(this::store);
      lake.start(inLanes(settings(10, 0, 0), 2), checkpoints);
      lake.drain();

      assertThat(storedData()).containsExactlyInAnyOrder("0", "1", "2", "3");
    }
  }

  @Property(tries = 300)
  void nothingThatWasStoredIsLostUnderOtherContent(@ForAll long seed) {
    Random random = new Random(seed);
    checkpoints.saved.clear();
    stored.clear();
    MappingSettings settings =
        onError(
            settings(1 + random.nextInt(6), random.nextInt(5), 0),
            false,
            random.nextBoolean(),
            -1,
            Optional.empty());
    try (MappingHarness lake = new MappingHarness(1)) {
      for (int life = 0; life < LIVES; life++) {
        lake.function(event -> random.nextInt(3) == 0 ? error() : store(event));
        EventSourceMapping killed =
            lake.start(inLanes(settings, 1 + random.nextInt(3)), checkpoints);
        append(lake, random);
        runFor(lake, random.nextInt(8));
        checkpoints.refuses = random.nextBoolean();
        runFor(lake, random.nextInt(8));
        checkpoints.refuses = false;
        killed.close();
      }
      lake.function(this::store);
      lake.start(inLanes(settings, 1 + random.nextInt(3)), checkpoints);
      lake.drain();

      assertThat(storedData()).hasSize(lake.stream.records(0).size());
    }
  }

  private static void append(MappingHarness lake, Random random) {
    IntStream.range(0, 12)
        .forEach(i -> lake.stream.append(0, "turbine-" + random.nextInt(9), lake.clock.instant()));
  }

  private void die(MappingHarness lake, int lanes, boolean beforeItSaves) {
    EventSourceMapping mapping = lake.start(inLanes(settings(10, 0, 0), lanes), checkpoints);
    checkpoints.refuses = beforeItSaves;
    runFor(lake, 1);
    checkpoints.refuses = false;
    mapping.close();
  }

  private InvocationResult store(JsonNode event) {
    List<String> data = new Invoked(0, event).data();
    stored.put(data.get(0) + "-" + data.get(data.size() - 1), data);
    return success("{}");
  }

  private Set<String> storedData() {
    return stored.values().stream()
        .flatMap(List::stream)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** In those lanes, if there are two, or three. */
  private static String keyOf(int ofTwo, int ofThree) {
    return IntStream.range(0, 1000)
        .mapToObj(device -> "turbine-" + device)
        .filter(new Lane(ofTwo, 2)::has)
        .filter(new Lane(ofThree, 3)::has)
        .findFirst()
        .orElseThrow();
  }

  private static void runFor(MappingHarness lake, int seconds) {
    try {
      lake.timeline.runUntil(lake.clock.instant().plusSeconds(seconds));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
