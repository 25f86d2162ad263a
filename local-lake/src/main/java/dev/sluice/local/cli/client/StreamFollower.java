package dev.sluice.local.cli.client;

import dev.sluice.core.event.KplRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Reads all shards of a stream, here or on AWS, and goes on reading. */
public final class StreamFollower {
  private final KinesisClient kinesis;
  private final String stream;
  private final TailStart start;
  private final Map<String, String> iterators = new TreeMap<>();
  private final Map<String, String> last = new HashMap<>();

  public StreamFollower(KinesisClient kinesis, String stream, TailStart start) {
    this.kinesis = kinesis;
    this.stream = stream;
    this.start = start;
    for (Shard shard : AwsClients.answer(this::shards)) {
      iterators.put(shard.shardId(), AwsClients.answer(() -> iterator(shard.shardId())));
    }
  }

  private List<Shard> shards() {
    ListShardsResponse page = kinesis.listShards(request -> request.streamName(stream));
    List<Shard> shards = new ArrayList<>(page.shards());
    while (page.nextToken() != null) {
      String next = page.nextToken();
      page = kinesis.listShards(request -> request.nextToken(next));
      shards.addAll(page.shards());
    }
    return shards;
  }

  /** What has come since the last time, by arrival; each shard's records in its order. */
  public List<TailedRecord> next() throws IOException {
    List<TailedRecord> records = new ArrayList<>();
    for (String shard : List.copyOf(iterators.keySet())) {
      try {
        GetRecordsResponse answer =
            AwsClients.answer(
                () -> kinesis.getRecords(request -> request.shardIterator(iterators.get(shard))));
        for (Record record : answer.records()) {
          add(shard, record, records);
        }
        goOn(shard, answer);
      } catch (CommandFailure e) {
        again(shard, e);
      }
    }
    records.sort(Comparator.comparing(TailedRecord::arrival));
    return records;
  }

  /** A shard that was split or merged ends, and others go on with its keys. */
  private void goOn(String shard, GetRecordsResponse answer) {
    if (answer.nextShardIterator() != null) {
      iterators.put(shard, answer.nextShardIterator());
      return;
    }
    iterators.remove(shard);
    for (var child : answer.childShards()) {
      iterators.computeIfAbsent(
          child.shardId(),
          id ->
              kinesis
                  .getShardIterator(at(id).shardIteratorType("TRIM_HORIZON").build())
                  .shardIterator());
    }
  }

  /** A shard takes five reads a second, of all readers together; an iterator ages. */
  private void again(String shard, CommandFailure failure) {
    if (failure.getCause() instanceof ExpiredIteratorException) {
      iterators.put(shard, AwsClients.answer(() -> iterator(shard)));
    } else if (!(failure.getCause() instanceof ProvisionedThroughputExceededException)) {
      throw failure;
    }
  }

  private void add(String shard, Record record, List<TailedRecord> records) throws IOException {
    for (byte[] data : KplRecords.of(record.data().asByteArray())) {
      records.add(
          new TailedRecord(
              shard,
              record.sequenceNumber(),
              record.partitionKey(),
              record.approximateArrivalTimestamp(),
              data));
    }
    last.put(shard, record.sequenceNumber());
  }

  private String iterator(String shard) {
    GetShardIteratorRequest.Builder request = at(shard);
    if (last.containsKey(shard)) {
      request
          .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
          .startingSequenceNumber(last.get(shard));
    } else if (start.time().isPresent()) {
      request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP).timestamp(start.time().get());
    } else {
      request.shardIteratorType(
          start.oldest() ? ShardIteratorType.TRIM_HORIZON : ShardIteratorType.LATEST);
    }
    return kinesis.getShardIterator(request.build()).shardIterator();
  }

  private GetShardIteratorRequest.Builder at(String shard) {
    return GetShardIteratorRequest.builder().streamName(stream).shardId(shard);
  }
}
