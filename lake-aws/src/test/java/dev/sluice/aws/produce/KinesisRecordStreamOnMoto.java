package dev.sluice.aws.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.core.produce.deliver.RecordStream;
import dev.sluice.core.produce.deliver.RecordStream.Refused;
import dev.sluice.core.produce.deliver.RecordStreamContract;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** The stream keeps its contract on moto's Kinesis, which speaks JSON instead of CBOR. */
class KinesisRecordStreamOnMoto extends RecordStreamContract {
  private final String name = "sensors-" + Long.toHexString(System.nanoTime());
  private KinesisClient kinesis;

  @BeforeEach
  void createStream() {
    kinesis =
        KinesisClient.builder()
            .endpointOverride(URI.create(System.getProperty("sluice.moto.endpoint")))
            .build();
    kinesis.createStream(stream -> stream.streamName(name).shardCount(2));
    kinesis.waiter().waitUntilStreamExists(stream -> stream.streamName(name));
  }

  @AfterEach
  void close() {
    kinesis.close();
  }

  @Override
  protected RecordStream stream() {
    return new KinesisRecordStream(kinesis, name);
  }

  @Override
  protected List<String> stored() {
    List<String> found = new ArrayList<>();
    for (Shard shard : kinesis.listShards(stream -> stream.streamName(name)).shards()) {
      String iterator =
          kinesis
              .getShardIterator(
                  from ->
                      from.streamName(name)
                          .shardId(shard.shardId())
                          .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
              .shardIterator();
      for (Record record : kinesis.getRecords(at -> at.shardIterator(iterator)).records()) {
        found.add(record.data().asUtf8String());
      }
    }
    return found;
  }

  @Test
  void aMissingStreamIsRefusedWithWhatToDo() {
    assertThat(
            new KinesisRecordStream(kinesis, "no-such-stream")
                .put(List.of(new Entry("a", "x".getBytes(UTF_8)))))
        .singleElement()
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.retryable()).isFalse();
              assertThat(refused.code()).isEqualTo("ResourceNotFoundException");
              assertThat(refused.message()).contains("SLUICE_STREAM");
            });
  }
}
