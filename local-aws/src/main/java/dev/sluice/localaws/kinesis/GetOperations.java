package dev.sluice.localaws.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.http.AwsRequest;
import dev.sluice.localaws.http.JsonService;
import dev.sluice.localaws.kinesis.log.StoredRecord;

/** Reading records. */
final class GetOperations {
  private static final int MAX_RECORDS = 10_000;

  private final KinesisStreams streams;
  private final ShardIterators iterators;

  GetOperations(KinesisStreams streams) {
    this.streams = streams;
    this.iterators = new ShardIterators(streams.clock());
  }

  void addTo(JsonService service) {
    service
        .on("ListShards", this::listShards)
        .on("GetShardIterator", this::getShardIterator)
        .on("GetRecords", this::getRecords);
  }

  private JsonNode listShards(ObjectNode input) {
    int limit = KinesisInput.count(input, "MaxResults", 1000, MAX_RECORDS);
    String token = input.path("NextToken").asText("");
    if (token.isEmpty()) {
      String after = input.path("ExclusiveStartShardId").asText("");
      return ShardListing.page(streams.stream(KinesisInput.streamName(input)), after, limit);
    }
    int slash = token.indexOf('/');
    if (slash < 0 || input.has("StreamName")) {
      throw AwsException.invalid(
          "InvalidArgumentException",
          "NextToken goes without StreamName and comes from ListShards");
    }
    return ShardListing.page(
        streams.stream(token.substring(0, slash)), token.substring(slash + 1), limit);
  }

  private JsonNode getShardIterator(ObjectNode input, AwsRequest request) {
    KinesisStream stream = streams.stream(KinesisInput.streamName(input));
    Shard shard = stream.shard(KinesisInput.text(input, "ShardId"));
    long after = startAfter(shard, input, request);
    String iterator =
        iterators.encode(new ShardIterators.Position(stream.name(), shard.id(), after));
    return StreamOperations.object().put("ShardIterator", iterator);
  }

  private static long startAfter(Shard shard, ObjectNode input, AwsRequest request) {
    String type = KinesisInput.text(input, "ShardIteratorType");
    return switch (type) {
      case "TRIM_HORIZON" -> 0;
      case "LATEST" -> shard.last();
      case "AT_SEQUENCE_NUMBER" -> Math.max(0, ordinal(shard, input) - 1);
      case "AFTER_SEQUENCE_NUMBER" -> ordinal(shard, input);
      case "AT_TIMESTAMP" -> shard.before(request.instant(input.path("Timestamp")));
      default ->
          throw KinesisInput.invalid(
              type,
              "shardIteratorType",
              "satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_TIMESTAMP,"
                  + " AT_SEQUENCE_NUMBER, TRIM_HORIZON]");
    };
  }

  private static long ordinal(Shard shard, ObjectNode input) {
    String number = KinesisInput.text(input, "StartingSequenceNumber");
    try {
      return shard.numbers().ordinal(number);
    } catch (IllegalArgumentException e) {
      throw AwsException.invalid(
          "InvalidArgumentException",
          "StartingSequenceNumber %s used in GetShardIterator on shard %s is invalid."
              .formatted(number, shard.id()));
    }
  }

  private JsonNode getRecords(ObjectNode input) {
    int limit = KinesisInput.count(input, "Limit", MAX_RECORDS, MAX_RECORDS);
    ShardIterators.Position position = iterators.decode(KinesisInput.text(input, "ShardIterator"));
    Shard shard = streams.stream(position.stream()).shard(position.shardId());
    Shard.Page page =
        shard
            .read(position.after(), limit)
            .orElseThrow(
                () ->
                    AwsException.invalid(
                        "ProvisionedThroughputExceededException",
                        "Rate exceeded for shard %s in stream %s under account %s."
                            .formatted(shard.id(), position.stream(), streams.account().id())));
    String next =
        iterators.encode(new ShardIterators.Position(position.stream(), shard.id(), page.last()));
    ObjectNode output = StreamOperations.object();
    output.put("NextShardIterator", next).put("MillisBehindLatest", page.millisBehindLatest());
    ArrayNode records = output.putArray("Records");
    page.records().forEach(record -> write(record, records.addObject()));
    return output;
  }

  private static void write(StoredRecord record, ObjectNode out) {
    out.put("SequenceNumber", record.sequenceNumber())
        .put("PartitionKey", record.partitionKey())
        .put("EncryptionType", "NONE")
        .put("Data", record.data())
        .putPOJO("ApproximateArrivalTimestamp", record.arrival());
  }
}
