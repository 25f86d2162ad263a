package dev.sluice.localaws.kinesis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Shards, page by page. */
final class ShardListing {
  private ShardListing() {}

  static List<Shard> after(KinesisStream stream, String exclusiveStart) {
    return stream.shards().stream()
        .filter(shard -> shard.id().compareTo(exclusiveStart) > 0)
        .toList();
  }

  /** A page; a token is the stream and the last shard of the page before. */
  static ObjectNode page(KinesisStream stream, String exclusiveStart, int limit) {
    List<Shard> rest = after(stream, exclusiveStart);
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    ArrayNode shards = output.putArray("Shards");
    rest.stream().limit(limit).map(ShardListing::json).forEach(shards::add);
    if (rest.size() > limit) {
      output.put("NextToken", stream.name() + "/" + rest.get(limit - 1).id());
    }
    return output;
  }

  static ObjectNode json(Shard shard) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("ShardId", shard.id());
    json.putObject("HashKeyRange")
        .put("StartingHashKey", shard.range().first().toString())
        .put("EndingHashKey", shard.range().last().toString());
    json.putObject("SequenceNumberRange").put("StartingSequenceNumber", shard.numbers().of(0));
    return json;
  }
}
