package dev.sluice.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "tail",
    description = "Prints a stream's records as they come, of all shards, until Ctrl-C.",
    footer = {
      "",
      "Examples:",
      "  sluice tail windfarm",
      "  sluice tail windfarm --from 2026-06-01T12:00:00Z --filter wt-03",
      "  sluice tail windfarm --json | jq .sequenceNumber"
    })
final class TailCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(arity = "0..1", paramLabel = "PIPELINE", description = "Where several run.")
  String pipeline;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Arrival time to begin with, e.g. 2026-06-01T12:00:00Z; by default now.")
  Instant from;

  @Option(names = "--filter", paramLabel = "TEXT", description = "Only records that hold the text.")
  String filter = "";

  @Option(names = "--json", description = "One JSON object a record, with its place in the stream.")
  boolean json;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "End after so many records; by default never.")
  long limit = Long.MAX_VALUE;

  @Mixin RunningLakeOption running;

  private long printed;

  @Override
  public Integer call() throws IOException, InterruptedException {
    LakeFile lake = running.lake();
    LakeClient client = new LakeClient(lake.uri());
    String stream = lake.pipeline(pipeline).stream();
    Map<String, String> iterators = new TreeMap<>();
    for (JsonNode shard :
        client.call("kinesis", "ListShards", Map.of("StreamName", stream)).path("Shards")) {
      String id = shard.path("ShardId").asText();
      iterators.put(id, iterator(client, stream, id));
    }
    while (printed < limit) {
      for (Map.Entry<String, String> shard : iterators.entrySet()) {
        JsonNode answer =
            client.call("kinesis", "GetRecords", Map.of("ShardIterator", shard.getValue()));
        for (JsonNode item : answer.path("Records")) {
          print(shard.getKey(), item);
        }
        shard.setValue(answer.path("NextShardIterator").asText());
      }
      TimeUnit.MILLISECONDS.sleep(500); // a shard takes 5 reads a second, of all readers together
    }
    return 0;
  }

  private String iterator(LakeClient client, String stream, String shard) {
    Map<String, Object> request = new HashMap<>(Map.of("StreamName", stream, "ShardId", shard));
    request.put("ShardIteratorType", from == null ? "LATEST" : "AT_TIMESTAMP");
    if (from != null) {
      request.put("Timestamp", BigDecimal.valueOf(from.toEpochMilli(), 3));
    }
    return client.call("kinesis", "GetShardIterator", request).path("ShardIterator").asText();
  }

  private void print(String shard, JsonNode item) throws IOException {
    String data = new String(item.path("Data").binaryValue(), StandardCharsets.UTF_8);
    if (!data.contains(filter) || printed >= limit) {
      return;
    }
    printed++;
    if (!json) {
      System.out.println(data);
      return;
    }
    Map<String, Object> line = new TreeMap<>();
    line.put("shard", shard);
    line.put("sequenceNumber", item.path("SequenceNumber").asText());
    line.put("partitionKey", item.path("PartitionKey").asText());
    line.put("arrival", item.path("ApproximateArrivalTimestamp").decimalValue());
    line.put("data", data);
    System.out.println(JSON.writeValueAsString(line));
  }
}
