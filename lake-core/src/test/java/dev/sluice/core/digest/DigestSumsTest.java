package dev.sluice.core.digest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.alert.ViolationLog;
import dev.sluice.core.alert.rule.BoundRules;
import dev.sluice.core.alert.text.PlainText;
import dev.sluice.core.digest.Places.Reading;
import dev.sluice.core.event.KplAggregateBytes;
import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.event.RecordBatchBuilder;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.record.EventTime;
import dev.sluice.core.record.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DigestSumsTest {
  private static final EventTime ANY_TIME = new EventTime(Long.MAX_VALUE, Long.MAX_VALUE, false);
  private static final Period DAY =
      new Period(Places.EIGHT.minus(Duration.ofDays(1)), Places.EIGHT);
  private static final Pipeline PIPELINE = Places.pipeline();

  /** A message of batches in the given order. */
  private static String told(List<RecordBatch> batches) {
    DigestSums sums = new DigestSums(Places.DIGEST, PIPELINE.record(), ANY_TIME, DAY);
    ViolationLog violations = new ViolationLog(BoundRules.bind(PIPELINE));
    for (RecordBatch each : batches) {
      sums.add(each);
      violations.read(each, DAY::contains);
    }
    return new DigestText("weather", Places.DIGEST, DAY)
        .message(
            sums,
            violations.entries(),
            new StreamHistory.Coverage(1, new TreeMap<>(), Optional.empty()))
        .body();
  }

  @Property(tries = 200)
  void theOrderOfShardsAndTheSizeOfBatchesMakeNoDifference(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 7) int size) {
    Random random = new Random(seed);
    List<List<Reading>> shards = new ArrayList<>();
    for (int shard = 0; shard < 3; shard++) {
      shards.add(readings(random, shard));
    }
    List<RecordBatch> inTurn = batches(shards, 1_000);
    Collections.shuffle(shards, random);

    assertThat(told(batches(shards, size))).isEqualTo(told(inTurn));
  }

  private static List<Reading> readings(Random random, int shard) {
    List<Reading> readings = new ArrayList<>();
    long millis = DAY.from().toEpochMilli() - 3_600_000;
    for (int i = 0; i < 30; i++) {
      millis += random.nextInt(3_600_000);
      double wild = random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10);
      readings.add(
          new Reading(
              Instant.ofEpochMilli(millis),
              "place-" + (shard + 3 * random.nextInt(2)),
              wild,
              random.nextInt(40)));
    }
    return readings;
  }

  private static List<RecordBatch> batches(List<List<Reading>> shards, int size) {
    List<RecordBatch> batches = new ArrayList<>();
    for (List<Reading> shard : shards) {
      String name = "shard-" + shard.get(0).place();
      for (int at = 0; at < shard.size(); at += size) {
        batches.add(Places.batch(name, shard.subList(at, Math.min(shard.size(), at + size))));
      }
    }
    return batches;
  }

  @Test
  void theMeanIsExact() {
    ValueSummary value = new ValueSummary();
    value.add(1e16, 1, 1);
    value.add(1, 2, 2);
    value.add(-1e16, 3, 3);
    value.add(2, 4, 4);

    assertThat(value.mean()).isEqualTo(0.75);
  }

  @Test
  void theLatestIsTheLatestByEventTime() {
    ValueSummary value = new ValueSummary();
    value.add(2, 20, 1);
    value.add(1, 10, 2);

    assertThat(value.latest()).isEqualTo(2);
  }

  @Test
  void furtherGroupsAreSummedUpTogether() {
    DigestSums sums = new DigestSums(Places.DIGEST, PIPELINE.record(), ANY_TIME, DAY);
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < DigestSums.MOST_GROUPS + 5; i++) {
      readings.add(new Reading(DAY.from().plusSeconds(i), "place-" + i, i, i));
    }
    sums.add(Places.batch("shard", readings));

    assertThat(sums.groups()).hasSize(DigestSums.MOST_GROUPS + 1);
    assertThat(sums.groups().get(DigestSums.FURTHER).records()).isEqualTo(5);
  }

  @Test
  void expandsAggregates() {
    byte[] one = new Reading(DAY.from(), "Kiel", 1, 1).json();
    byte[] two = new Reading(DAY.from(), "Ulm", 1, 1).json();
    byte[] aggregate =
        new KplAggregateBytes()
            .partitionKey("Kiel")
            .partitionKey("Ulm")
            .record(0, -1, one)
            .record(1, -1, two)
            .bytes();
    DigestSums sums = new DigestSums(Places.DIGEST, PIPELINE.record(), ANY_TIME, DAY);
    sums.add(
        new RecordBatchBuilder("shard")
            .add("1", "x", DAY.from().toEpochMilli(), aggregate)
            .build());

    assertThat(sums.groups().keySet()).containsExactly("Kiel", "Ulm");
    assertThat(sums.records()).isEqualTo(2);
  }

  @Test
  void aMessageThatIsTooLongIsCutBetweenLines() {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < 1_900; i++) {
      readings.add(new Reading(DAY.from().plusSeconds(i), "ö".repeat(100) + i, i, 30));
    }
    String body = told(List.of(Places.batch("shard", readings)));

    assertThat(body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
        .isBetween(PlainText.LARGEST_BODY - 1_000, PlainText.LARGEST_BODY);
    assertThat(body).contains("\n… cut here: a message can't be longer.\n\nAlerts\n");
  }

  @Test
  void namesThatATopicRefusesAreMended() {
    String json =
        "{\"id\":\"1\",\"place\":\"a\\u0001b\",\"wind\":1,\"time\":\"" + DAY.from() + "\"}";
    RecordBatch batch =
        new RecordBatchBuilder("shard")
            .add("1", "x", DAY.from().toEpochMilli(), json.getBytes(UTF_8))
            .build();

    assertThat(told(List.of(batch)))
        .contains("a\uFFFDb: 1 reading\n  temperature  no value\n  wind         latest 1,");
  }
}
