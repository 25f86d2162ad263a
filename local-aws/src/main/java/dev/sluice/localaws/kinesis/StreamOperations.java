package dev.sluice.localaws.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.http.JsonService;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Making, describing and deleting streams. */
final class StreamOperations {
  private static final int ON_DEMAND_SHARDS = 4;
  private static final int MAX_SHARDS = 10_000;
  private static final int DEFAULT_RETENTION_HOURS = 24;
  private static final int MAX_RETENTION_HOURS = 8760;

  private final KinesisStreams streams;

  StreamOperations(KinesisStreams streams) {
    this.streams = streams;
  }

  void addTo(JsonService service) {
    service
        .on("CreateStream", this::create)
        .on("DeleteStream", this::delete)
        .on("DescribeStream", this::describe)
        .on("DescribeStreamSummary", this::summarise)
        .on("IncreaseStreamRetentionPeriod", this::retain)
        .on("DecreaseStreamRetentionPeriod", this::retain)
        .on("ListStreams", this::list);
  }

  private JsonNode create(ObjectNode input) {
    boolean onDemand =
        input.path("StreamModeDetails").path("StreamMode").asText("").equals("ON_DEMAND");
    if (!onDemand && !input.has("ShardCount")) {
      throw KinesisInput.invalid(null, "shardCount", "not be null");
    }
    streams.create(
        KinesisInput.streamName(input),
        KinesisInput.count(input, "ShardCount", ON_DEMAND_SHARDS, MAX_SHARDS),
        Duration.ofHours(DEFAULT_RETENTION_HOURS));
    return object();
  }

  private JsonNode delete(ObjectNode input) {
    streams.delete(KinesisInput.streamName(input));
    return object();
  }

  private JsonNode retain(ObjectNode input) {
    int hours =
        KinesisInput.count(
            input, "RetentionPeriodHours", DEFAULT_RETENTION_HOURS, MAX_RETENTION_HOURS);
    try {
      streams.stream(KinesisInput.streamName(input)).retain(Duration.ofHours(hours));
    } catch (IOException e) {
      throw new AwsException("InternalFailure", 500, "Internal Service Failure: " + e.getMessage());
    }
    return object();
  }

  private JsonNode describe(ObjectNode input) {
    KinesisStream stream = streams.stream(KinesisInput.streamName(input));
    int limit = KinesisInput.count(input, "Limit", 100, MAX_SHARDS);
    String after = input.path("ExclusiveStartShardId").asText("");
    List<Shard> rest = ShardListing.after(stream, after);
    ObjectNode description = description(stream);
    ArrayNode shards = description.putArray("Shards");
    rest.stream().limit(limit).map(ShardListing::json).forEach(shards::add);
    description.put("HasMoreShards", rest.size() > limit);
    return object().set("StreamDescription", description);
  }

  private JsonNode summarise(ObjectNode input) {
    KinesisStream stream = streams.stream(KinesisInput.streamName(input));
    ObjectNode summary = description(stream);
    summary.put("OpenShardCount", stream.shards().size()).put("ConsumerCount", 0);
    return object().set("StreamDescriptionSummary", summary);
  }

  private static ObjectNode description(KinesisStream stream) {
    ObjectNode description = object();
    description
        .put("StreamName", stream.name())
        .put("StreamARN", stream.arn())
        .put("StreamStatus", "ACTIVE")
        .put("RetentionPeriodHours", stream.retention().toHours())
        .put("EncryptionType", "NONE")
        .putPOJO("StreamCreationTimestamp", stream.created());
    description.putArray("EnhancedMonitoring").addObject().putArray("ShardLevelMetrics");
    description.putObject("StreamModeDetails").put("StreamMode", "PROVISIONED");
    return description;
  }

  private JsonNode list(ObjectNode input) {
    int limit = KinesisInput.count(input, "Limit", 100, MAX_SHARDS);
    String after =
        input.path("NextToken").asText(input.path("ExclusiveStartStreamName").asText(""));
    List<String> rest = streams.names().stream().filter(name -> name.compareTo(after) > 0).toList();
    ObjectNode output = object();
    ArrayNode names = output.putArray("StreamNames");
    ArrayNode summaries = output.putArray("StreamSummaries");
    for (String name : rest.subList(0, Math.min(limit, rest.size()))) {
      names.add(name);
      summaries
          .addObject()
          .put("StreamName", name)
          .put("StreamARN", streams.arn(name))
          .put("StreamStatus", "ACTIVE");
    }
    output.put("HasMoreStreams", rest.size() > limit);
    if (rest.size() > limit) {
      output.put("NextToken", rest.get(limit - 1));
    }
    return output;
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
