package dev.sluice.local.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.event.KplRecords;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads all shards of a stream, and goes on reading. */
public final class StreamFollower {
  private final LakeClient client;
  private final String stream;
  private final TailStart start;
  private final Map<String, String> iterators = new TreeMap<>();
  private final Map<String, String> last = new HashMap<>();

  public StreamFollower(LakeClient client, String stream, TailStart start) {
    this.client = client;
    this.stream = stream;
    this.start = start;
    JsonNode shards = client.call("kinesis", "ListShards", Map.of("StreamName", stream));
    for (JsonNode shard : shards.path("Shards")) {
      String id = shard.path("ShardId").asText();
      iterators.put(id, iterator(id));
    }
  }

  /** What has come since the last time, by arrival; each shard's records in its order. */
  public List<TailedRecord> next() throws IOException {
    List<TailedRecord> records = new ArrayList<>();
    for (Map.Entry<String, String> shard : iterators.entrySet()) {
      try {
        JsonNode answer =
            client.call("kinesis", "GetRecords", Map.of("ShardIterator", shard.getValue()));
        for (JsonNode item : answer.path("Records")) {
          add(shard.getKey(), item, records);
        }
        shard.setValue(answer.path("NextShardIterator").asText());
      } catch (ServiceFailure e) {
        again(shard, e);
      }
    }
    records.sort(Comparator.comparing(TailedRecord::arrival));
    return records;
  }

  /** A shard takes five reads a second, of all readers together; an iterator ages. */
  private void again(Map.Entry<String, String> shard, ServiceFailure failure) {
    if (failure.is("ExpiredIteratorException")) {
      shard.setValue(iterator(shard.getKey()));
    } else if (!failure.is("ProvisionedThroughputExceededException")) {
      throw failure;
    }
  }

  private void add(String shard, JsonNode item, List<TailedRecord> records) throws IOException {
    String number = item.path("SequenceNumber").asText();
    Instant arrival =
        Instant.ofEpochMilli(
            item.path("ApproximateArrivalTimestamp").decimalValue().movePointRight(3).longValue());
    String key = item.path("PartitionKey").asText();
    for (byte[] data : KplRecords.of(item.path("Data").binaryValue())) {
      records.add(new TailedRecord(shard, number, key, arrival, data));
    }
    last.put(shard, number);
  }

  private String iterator(String shard) {
    Map<String, Object> request = new HashMap<>(Map.of("StreamName", stream, "ShardId", shard));
    if (last.containsKey(shard)) {
      request.put("ShardIteratorType", "AFTER_SEQUENCE_NUMBER");
      request.put("StartingSequenceNumber", last.get(shard));
    } else if (start.time().isPresent()) {
      request.put("ShardIteratorType", "AT_TIMESTAMP");
      request.put("Timestamp", BigDecimal.valueOf(start.time().get().toEpochMilli(), 3));
    } else {
      request.put("ShardIteratorType", start.oldest() ? "TRIM_HORIZON" : "LATEST");
    }
    return client.call("kinesis", "GetShardIterator", request).path("ShardIterator").asText();
  }
}
