package dev.sluice.localaws.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.http.JsonService;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The operations on partitions. An Expression is not evaluated: it is refused. */
final class PartitionOperations {
  private static final int MOST_SEGMENTS = 10;

  private final Catalog catalog;

  PartitionOperations(Catalog catalog) {
    this.catalog = catalog;
  }

  void addTo(JsonService service) {
    service.on("CreatePartition", this::create);
    service.on("BatchCreatePartition", this::createAll);
    service.on("DeletePartition", this::delete);
    service.on("BatchDeletePartition", this::deleteAll);
    service.on("GetPartition", this::one);
    service.on("GetPartitions", this::all);
  }

  private ObjectNode create(ObjectNode input) {
    JsonNode partition = input.path("PartitionInput");
    return GlueService.done(
        () -> catalog.createPartition(database(input), table(input), partition));
  }

  private ObjectNode createAll(ObjectNode input) {
    catalog.table(database(input), table(input));
    ArrayNode errors = JsonNodeFactory.instance.arrayNode();
    for (JsonNode partition : input.path("PartitionInputList")) {
      try {
        catalog.createPartition(database(input), table(input), partition);
      } catch (AwsException e) {
        errors.add(error(partition.path("Values"), e));
      }
    }
    return errors(errors);
  }

  private ObjectNode delete(ObjectNode input) {
    List<String> values = values(input.path("PartitionValues"));
    return GlueService.done(() -> catalog.deletePartition(database(input), table(input), values));
  }

  private ObjectNode deleteAll(ObjectNode input) {
    catalog.table(database(input), table(input));
    ArrayNode errors = JsonNodeFactory.instance.arrayNode();
    for (JsonNode partition : input.path("PartitionsToDelete")) {
      try {
        catalog.deletePartition(database(input), table(input), values(partition.path("Values")));
      } catch (AwsException e) {
        errors.add(error(partition.path("Values"), e));
      }
    }
    return errors(errors);
  }

  private ObjectNode one(ObjectNode input) {
    List<String> values = values(input.path("PartitionValues"));
    return GlueService.wrap("Partition", catalog.partition(database(input), table(input), values));
  }

  private ObjectNode all(ObjectNode input) {
    if (!input.path("Expression").asText("").isBlank()) {
      throw new AwsException(
          "NotImplemented",
          501,
          "The local lake does not evaluate the Expression of GetPartitions; leave it out and"
              + " filter what comes back.");
    }
    List<ObjectNode> found =
        catalog.partitions(database(input), table(input)).stream()
            .filter(segment(input.path("Segment")))
            .toList();
    return Page.of("Partitions", found, input, 1000);
  }

  /** Which partitions are in the segment asked for: by their values, so that each is in one. */
  private static Predicate<ObjectNode> segment(JsonNode segment) {
    if (segment.isMissingNode() || segment.isNull()) {
      return partition -> true;
    }
    int total = segment.path("TotalSegments").asInt(0);
    int number = segment.path("SegmentNumber").asInt(-1);
    if (total < 1 || total > MOST_SEGMENTS || number < 0 || number >= total) {
      throw CatalogErrors.invalid(
          "Segment %s needs TotalSegments from 1 to %d and a SegmentNumber below it."
              .formatted(segment, MOST_SEGMENTS));
    }
    return partition -> Math.floorMod(CatalogTable.values(partition).hashCode(), total) == number;
  }

  private static ObjectNode errors(ArrayNode errors) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    if (!errors.isEmpty()) {
      result.set("Errors", errors);
    }
    return result;
  }

  private static ObjectNode error(JsonNode values, AwsException cause) {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.set("PartitionValues", values.deepCopy());
    error
        .putObject("ErrorDetail")
        .put("ErrorCode", cause.code())
        .put("ErrorMessage", cause.getMessage());
    return error;
  }

  private static List<String> values(JsonNode array) {
    List<String> values = new ArrayList<>();
    array.forEach(value -> values.add(value.asText()));
    return values;
  }

  private static String database(ObjectNode input) {
    return GlueService.database(input);
  }

  private static String table(ObjectNode input) {
    return GlueService.text(input, "TableName");
  }
}
