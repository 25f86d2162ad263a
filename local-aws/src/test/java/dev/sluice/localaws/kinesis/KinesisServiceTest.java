package dev.sluice.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** With the Java SDK's client, which speaks CBOR. */
class KinesisServiceTest extends KinesisOverTheWire {
  @Test
  void describesStreamAsActiveWithItsCreationTime() {
    var stream =
        kinesis.describeStreamSummary(r -> r.streamName("readings")).streamDescriptionSummary();
    assertThat(stream.streamStatus()).isEqualTo(StreamStatus.ACTIVE);
    assertThat(stream.streamCreationTimestamp()).isEqualTo(START);
    assertThat(stream.openShardCount()).isEqualTo(1);
    assertThat(stream.streamARN())
        .isEqualTo("arn:aws:kinesis:eu-central-1:000000000000:stream/readings");
  }

  @Test
  void givesBackWhatWasPut() {
    byte[] bytes = {0, 1, (byte) 0xff, '{'};
    var put =
        kinesis.putRecord(
            r ->
                r.streamName("readings")
                    .partitionKey("turbine-ü")
                    .data(SdkBytes.fromByteArray(bytes)));
    Record record = read(ShardIteratorType.TRIM_HORIZON).records().get(0);
    assertThat(record.data().asByteArray()).isEqualTo(bytes);
    assertThat(record.partitionKey()).isEqualTo("turbine-ü");
    assertThat(record.sequenceNumber()).isEqualTo(put.sequenceNumber()).hasSize(56);
    assertThat(record.approximateArrivalTimestamp()).isEqualTo(START);
  }

  @Test
  void startsWhereTheIteratorTypeSays() {
    String first = putOne("a");
    clock.skip(Duration.ofSeconds(10));
    String second = putOne("b");
    assertThat(keys(ShardIteratorType.TRIM_HORIZON, null)).containsExactly("a", "b");
    assertThat(keys(ShardIteratorType.LATEST, null)).isEmpty();
    assertThat(keys(ShardIteratorType.AT_SEQUENCE_NUMBER, second)).containsExactly("b");
    assertThat(keys(ShardIteratorType.AFTER_SEQUENCE_NUMBER, first)).containsExactly("b");
    String atTime =
        kinesis
            .getShardIterator(
                r ->
                    r.streamName("readings")
                        .shardId(FIRST_SHARD)
                        .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(START.plusSeconds(1)))
            .shardIterator();
    assertThat(kinesis.getRecords(r -> r.shardIterator(atTime)).records())
        .extracting(Record::partitionKey)
        .containsExactly("b");
  }

  @Test
  void goesOnWithTheNextIteratorAndTellsHowFarBehindItIs() {
    putOne("a");
    clock.skip(Duration.ofSeconds(7));
    putOne("b");
    String start = iterator(ShardIteratorType.TRIM_HORIZON, null);
    GetRecordsResponse first = kinesis.getRecords(r -> r.shardIterator(start).limit(1));
    assertThat(first.millisBehindLatest()).isEqualTo(7000);
    GetRecordsResponse second = kinesis.getRecords(r -> r.shardIterator(first.nextShardIterator()));
    assertThat(second.records()).extracting(Record::partitionKey).containsExactly("b");
    assertThat(second.millisBehindLatest()).isZero();
    putOne("c");
    assertThat(kinesis.getRecords(r -> r.shardIterator(second.nextShardIterator())).records())
        .extracting(Record::partitionKey)
        .containsExactly("c");
  }

  @Test
  void refusesExpiredAndForgedIterators() {
    String iterator = iterator(ShardIteratorType.LATEST, null);
    clock.skip(Duration.ofMinutes(5).plusMillis(1));
    assertThatThrownBy(() -> kinesis.getRecords(r -> r.shardIterator(iterator)))
        .isInstanceOf(ExpiredIteratorException.class);
    assertThatThrownBy(() -> kinesis.getRecords(r -> r.shardIterator("nonsense")))
        .isInstanceOf(InvalidArgumentException.class);
  }

  @Test
  void splitsHashesEvenlyAndHonoursExplicitOnes() {
    kinesis.createStream(r -> r.streamName("wide").shardCount(3));
    List<Shard> shards = kinesis.listShards(r -> r.streamName("wide")).shards();
    BigInteger next = BigInteger.ZERO;
    for (Shard shard : shards) {
      assertThat(shard.hashKeyRange().startingHashKey()).isEqualTo(next.toString());
      next = new BigInteger(shard.hashKeyRange().endingHashKey()).add(BigInteger.ONE);
    }
    assertThat(next).isEqualTo(BigInteger.ONE.shiftLeft(128));
    for (Shard shard : shards) {
      var put =
          kinesis.putRecord(
              r ->
                  r.streamName("wide")
                      .partitionKey("same")
                      .explicitHashKey(shard.hashKeyRange().endingHashKey())
                      .data(SdkBytes.fromUtf8String("x")));
      assertThat(put.shardId()).isEqualTo(shard.shardId());
    }
  }

  @Test
  void listsShardsPageByPage() {
    kinesis.createStream(r -> r.streamName("wide").shardCount(5));
    List<String> ids = new ArrayList<>();
    var page = kinesis.listShards(r -> r.streamName("wide").maxResults(2));
    while (true) {
      page.shards().forEach(shard -> ids.add(shard.shardId()));
      String token = page.nextToken();
      if (token == null) {
        break;
      }
      page = kinesis.listShards(r -> r.nextToken(token).maxResults(2));
    }
    assertThat(ids).hasSize(5).isSorted();
  }

  @Test
  void numbersIncreaseWithinTheShard() {
    List<String> numbers = new ArrayList<>();
    put(500, 1).records().forEach(result -> numbers.add(result.sequenceNumber()));
    put(400, 1).records().forEach(result -> numbers.add(result.sequenceNumber()));
    assertThat(numbers).isSorted();
    assertThat(new HashSet<>(numbers)).hasSize(900);
  }

  @Test
  void namesMissingAndDoubleStreams() {
    assertThatThrownBy(() -> kinesis.describeStream(r -> r.streamName("none")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Stream none under account 000000000000 not found");
    assertThatThrownBy(() -> kinesis.createStream(r -> r.streamName("..").shardCount(1)))
        .hasMessageContaining("Value '..' at 'streamName'")
        .hasMessageContaining("folder of its name");
    assertThatThrownBy(() -> kinesis.createStream(r -> r.streamName("readings").shardCount(1)))
        .isInstanceOf(ResourceInUseException.class);
    kinesis.deleteStream(r -> r.streamName("readings"));
    assertThat(kinesis.listStreams().streamNames()).isEmpty();
  }

  @Test
  void saysWhatIsImplemented() {
    assertThatThrownBy(() -> kinesis.listTagsForStream(r -> r.streamName("readings")))
        .isInstanceOf(KinesisException.class)
        .hasMessageContaining("does not implement ListTagsForStream")
        .hasMessageContaining("PutRecords");
  }
}
