package dev.sluice.localaws.kinesis;

import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.http.Account;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** A stream of one shard behind the port, on a clock moved by hand. */
abstract class KinesisOverTheWire {
  static final Instant START = Instant.parse("2026-06-01T00:00:00.250Z");
  static final String FIRST_SHARD = "shardId-000000000000";

  final LakeClock clock = LakeClock.stoppedAt(START);
  TestEndpoints endpoints;
  KinesisClient kinesis;
  @TempDir Path directory;

  @BeforeEach
  void start() throws IOException {
    KinesisStreams streams = new KinesisStreams(Account.LOCAL, clock, StreamLimits.AWS, directory);
    endpoints = TestEndpoints.serving(KinesisService.over(streams, FaultPlan.NONE));
    kinesis = endpoints.client(KinesisClient.builder());
    kinesis.createStream(request -> request.streamName("readings").shardCount(1));
  }

  @AfterEach
  void stop() {
    kinesis.close();
    endpoints.close();
  }

  String putOne(String key) {
    return kinesis
        .putRecord(
            r -> r.streamName("readings").partitionKey(key).data(SdkBytes.fromUtf8String("{}")))
        .sequenceNumber();
  }

  PutRecordsResponse put(int records, int bytes) {
    PutRecordsRequestEntry entry =
        PutRecordsRequestEntry.builder()
            .partitionKey("k")
            .data(SdkBytes.fromByteArray(new byte[bytes]))
            .build();
    return kinesis.putRecords(
        r -> r.streamName("readings").records(Collections.nCopies(records, entry)));
  }

  String iterator(ShardIteratorType type, String sequenceNumber) {
    return kinesis
        .getShardIterator(
            r ->
                r.streamName("readings")
                    .shardId(FIRST_SHARD)
                    .shardIteratorType(type)
                    .startingSequenceNumber(sequenceNumber))
        .shardIterator();
  }

  GetRecordsResponse read(ShardIteratorType type) {
    String iterator = iterator(type, null);
    return kinesis.getRecords(r -> r.shardIterator(iterator));
  }

  List<String> keys(ShardIteratorType type, String sequenceNumber) {
    String iterator = iterator(type, sequenceNumber);
    return kinesis.getRecords(r -> r.shardIterator(iterator)).records().stream()
        .map(Record::partitionKey)
        .toList();
  }
}
