package dev.sluice.localaws.esm;

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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DeliveryPropertiesTest {
  /** What the function has done, by its own account, in the order in which it did it. */
  private final List<String> processed = new ArrayList<>();

  @Property(tries = 200)
  void everyRecordIsProcessedInOrderOrGivenUp(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 7) int batchSize,
      @ForAll @IntRange(min = 0, max = 20) int batchingSeconds,
      @ForAll boolean tumbling,
      @ForAll boolean report) {
    Random random = new Random(seed);
    MappingSettings settings = anySettings(random, batchSize, batchingSeconds, tumbling, report);
    processed.clear();
    try (MappingHarness lake = new MappingHarness(2)) {
      lake.function(event -> misbehave(event, random, settings));
      EventSourceMapping mapping = lake.start(settings);
      for (int i = 0; i < 20; i++) {
        lake.appendAt(random.nextInt(100), random.nextInt(2), random.nextInt(5));
      }

      assertThat(lake.drain()).isTrue();

      assertThat(mapping.isIdle()).isTrue();
      assertThat(lake.failures).isEmpty();
      for (int shard = 0; shard < 2; shard++) {
        checkShard(lake, shard);
      }
    }
  }

  private void checkShard(MappingHarness lake, int shard) {
    String prefix = FakeStream.shardId(shard) + ":";
    List<String> done = processed.stream().filter(id -> id.startsWith(prefix)).toList();
    assertThat(done)
        .as("in order, the first time")
        .isEqualTo(done.stream().sorted().distinct().toList());
    Set<String> accounted = new HashSet<>(done);
    for (Discard discard : lake.discards) {
      if (discard.shard().equals(FakeStream.shardId(shard))) {
        discard.records().forEach(record -> accounted.add(prefix + record.sequenceNumber()));
      }
    }
    assertThat(accounted)
        .containsExactlyInAnyOrderElementsOf(
            lake.stream.records(shard).stream()
                .map(StoredRecord::sequenceNumber)
                .map(prefix::concat)
                .toList());
  }

  private static MappingSettings anySettings(
      Random random, int batchSize, int batchingSeconds, boolean tumbling, boolean report) {
    Optional<Duration> age =
        random.nextBoolean() ? Optional.of(Duration.ofSeconds(60)) : Optional.empty();
    return onError(
        settings(batchSize, batchingSeconds, tumbling ? 30 : 0),
        report,
        random.nextBoolean(),
        random.nextInt(4),
        age);
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
    int failure =
        dice < 6 && settings.onError().reportsItems()
            ? random.nextInt(records.size() + 1)
            : records.size();
    String items = "";
    if (failure < records.size()) {
      items = "{\"itemIdentifier\":" + records.get(failure).at("/kinesis/sequenceNumber") + "}";
    }
    for (int i = 0; i < failure; i++) {
      processed.add(records.get(i).path("eventID").asText());
    }
    return success("{\"state\":{},\"batchItemFailures\":[" + items + "]}");
  }
}
