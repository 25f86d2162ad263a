package dev.sluice.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.consumer.FakeKinesis.Page;
import dev.sluice.core.digest.StreamHistory.Coverage;
import dev.sluice.core.pipeline.Packing;
import dev.sluice.core.record.Period;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

class KinesisStreamHistoryTest {
  private static final Instant FROM = Instant.parse("2026-06-01T08:00:00Z");
  private static final Instant TO = FROM.plus(Duration.ofHours(12));
  private static final Period PERIOD = new Period(FROM, TO);

  private final FakeKinesis kinesis = new FakeKinesis();
  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> batches = new ArrayList<>();
  private int calls = Integer.MAX_VALUE;

  private Coverage read(Period period) throws IOException {
    return new KinesisStreamHistory(
            kinesis, "sensors", new StreamReading(Packing.PLAIN, Optional.empty()), pauses::add)
        .read(
            period, () -> calls-- > 0, batch -> batches.add(batch.shardId() + " " + batch.size()));
  }

  private static Instant hour(int hour) {
    return FROM.plus(Duration.ofHours(hour));
  }

  @Test
  void readsEachShardToItsTipOrItsEnd() throws IOException {
    kinesis
        .shard("a", Page.of(500, hour(1), hour(2)), Page.of(300), Page.of(0, hour(3)))
        .shard("b", Page.of(100, hour(1)), Page.of(-1, hour(2)));

    assertThat(read(PERIOD).unfinished()).isEmpty();
    assertThat(batches).containsExactly("a 2", "b 1", "b 1", "a 1");
    assertThat(kinesis.left()).isZero();
    assertThat(kinesis.iterators)
        .allSatisfy(each -> assertThat(each.timestamp()).isEqualTo(FROM))
        .extracting(each -> each.shardIteratorTypeAsString() + " " + each.shardId())
        .containsExactly("AT_TIMESTAMP a", "AT_TIMESTAMP b");
  }

  @Test
  void stopsWhereThePeriodEnds() throws IOException {
    kinesis.shard("a", Page.of(500, hour(1), TO), Page.of(0, TO.plusSeconds(1)));

    assertThat(read(PERIOD).unfinished()).isEmpty();
    assertThat(kinesis.left()).isEqualTo(1);
  }

  @Test
  void leavesReadsToOthersBetweenTwoRounds() throws IOException {
    kinesis.shard("a", Page.of(9, hour(1)), Page.of(9, hour(2)), Page.of(0, hour(3)));
    read(PERIOD);

    assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofMillis(500));
  }

  @Test
  void asksAgainWhatAShardRefused() throws IOException {
    kinesis.shard("a", Page.REFUSED, Page.REFUSED, Page.of(0, hour(1)));

    assertThat(read(PERIOD).unfinished()).isEmpty();
    assertThat(batches).containsExactly("a 1");
    assertThat(kinesis.iterators).hasSize(1);
  }

  @Test
  void tellsHowFarItCameInTime() throws IOException {
    kinesis
        .shard("a", Page.of(9, hour(1)), Page.of(9, hour(2)), Page.of(9, hour(3)))
        .shard("b", Page.of(0, hour(1)));
    calls = 3;

    assertThat(read(PERIOD).unfinished()).containsOnly(Map.entry("a", hour(2)));
  }

  @Test
  void tellsFromWhenOnTheStreamKeepsRecords() throws IOException {
    kinesis.shard("a", Page.of(0));
    Period long1 = new Period(TO.minus(Duration.ofHours(30)), TO);
    assertThat(read(long1).keptFrom()).contains(TO.minus(Duration.ofHours(24)));

    kinesis.shard("a", Page.of(0)).retentionHours = 48;
    assertThat(read(long1).keptFrom()).isEmpty();

    kinesis.shard("a", Page.of(0)).retentionHours = 24;
    kinesis.created = TO.minus(Duration.ofHours(3));
    assertThat(read(long1).keptFrom()).isEmpty();
  }

  @Test
  void saysWhatToDoAboutAMissingStream() {
    FakeKinesis without =
        new FakeKinesis() {
          @Override
          public ListShardsResponse listShards(ListShardsRequest request) {
            throw ResourceNotFoundException.builder()
                .message("Stream sensors not found.")
                .awsErrorDetails(
                    AwsErrorDetails.builder()
                        .errorCode("ResourceNotFoundException")
                        .errorMessage("Stream sensors not found.")
                        .build())
                .build();
          }
        };

    assertThatThrownBy(
            () ->
                new KinesisStreamHistory(
                        without,
                        "sensors",
                        new StreamReading(Packing.PLAIN, Optional.empty()),
                        pauses::add)
                    .read(PERIOD, () -> true, batch -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Stream sensors can't be read")
        .hasMessageContaining("SLUICE_STREAM");
  }
}
