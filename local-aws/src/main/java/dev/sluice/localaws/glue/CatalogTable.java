package dev.sluice.localaws.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table's definition, as GetTable shows it, and its partitions by their values. */
final class CatalogTable {
  private final ObjectNode definition;
  private final Map<List<String>, ObjectNode> partitions = new LinkedHashMap<>();

  CatalogTable(ObjectNode definition, JsonNode partitions) {
    this.definition = definition;
    for (JsonNode partition : partitions) {
      this.partitions.put(values(partition), (ObjectNode) partition);
    }
  }

  ObjectNode definition() {
    return definition;
  }

  String name() {
    return definition.path("Name").asText();
  }

  String version() {
    return definition.path("VersionId").asText();
  }

  Collection<ObjectNode> partitions() {
    return partitions.values();
  }

  Optional<ObjectNode> partition(List<String> values) {
    return Optional.ofNullable(partitions.get(values));
  }

  boolean removePartition(List<String> values) {
    return partitions.remove(values) != null;
  }

  void addPartition(JsonNode input, Clock clock) {
    if (partitions.containsKey(values(input))) {
      throw CatalogErrors.exists("Partition " + values(input));
    }
    putPartition(input, clock);
  }

  /** Adds or replaces one. */
  void putPartition(JsonNode input, Clock clock) {
    List<String> values = values(input);
    int keys = definition.path("PartitionKeys").size();
    if (values.size() != keys || keys == 0) {
      throw CatalogErrors.invalid(
          "The number of partition values "
              + values
              + " does not match the table's "
              + keys
              + " partition keys.");
    }
    ObjectNode partition = input.deepCopy();
    partition.put("DatabaseName", definition.path("DatabaseName").asText());
    partition.put("TableName", name());
    partition.put("CreationTime", clock.millis() / 1000.0);
    partition.put("CatalogId", definition.path("CatalogId").asText());
    partitions.put(values, partition);
  }

  ArrayNode partitionArray(ArrayNode into) {
    partitions.values().forEach(into::add);
    return into;
  }

  static List<String> values(JsonNode partition) {
    List<String> values = new ArrayList<>();
    partition.path("Values").forEach(value -> values.add(value.asText()));
    return List.copyOf(values);
  }
}
