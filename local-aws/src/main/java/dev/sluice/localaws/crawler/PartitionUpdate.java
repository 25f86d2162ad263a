package dev.sluice.localaws.crawler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The partitions that a table has and those that were found: what is new, other, gone. */
final class PartitionUpdate {
  private static final String DEPRECATED = "DEPRECATED_BY_CRAWLER";

  private final Map<List<String>, ObjectNode> known = new LinkedHashMap<>();
  private final List<ObjectNode> put = new ArrayList<>();
  private final List<List<String>> removed = new ArrayList<>();
  private final CrawlResult result;

  PartitionUpdate(List<ObjectNode> partitions, CrawlResult result) {
    this.result = result;
    for (ObjectNode partition : partitions) {
      List<String> values = new ArrayList<>();
      partition.path("Values").forEach(value -> values.add(value.asText()));
      known.put(values, partition);
    }
  }

  /**
   * A partition is there.
   *
   * @param updates whether one that is known gets the storage descriptor anew
   */
  void found(List<String> values, ObjectNode storage, boolean updates) {
    ObjectNode old = known.remove(values);
    if (old == null) {
      result.partitionsCreated++;
    } else if (updates && !same(old.path("StorageDescriptor"), storage)) {
      result.partitionsUpdated++;
    } else {
      return;
    }
    ObjectNode partition = JsonNodeFactory.instance.objectNode();
    values.forEach(partition.putArray("Values")::add);
    partition.set("StorageDescriptor", storage);
    partition.set("Parameters", storage.path("Parameters").deepCopy());
    put.add(partition);
  }

  /** Counts alone make no other partition. */
  private static boolean same(JsonNode old, JsonNode storage) {
    return List.of("Columns", "Location", "SerdeInfo", "InputFormat").stream()
        .allMatch(member -> old.path(member).equals(storage.path(member)));
  }

  /** Those that were not found are gone. */
  void gone(CrawlerDefinition.Delete behaviour, String now) {
    if (behaviour == CrawlerDefinition.Delete.DELETE_FROM_DATABASE) {
      removed.addAll(known.keySet());
      result.partitionsDeleted += known.size();
    } else if (behaviour == CrawlerDefinition.Delete.DEPRECATE_IN_DATABASE) {
      known.values().forEach(partition -> deprecate(partition, now));
    }
  }

  private void deprecate(ObjectNode partition, String now) {
    if (!partition.path("Parameters").has(DEPRECATED)) {
      put.add(partition);
      partition.withObjectProperty("Parameters").put(DEPRECATED, now);
      result.partitionsUpdated++;
    }
  }

  List<ObjectNode> put() {
    return put;
  }

  List<List<String>> removed() {
    return removed;
  }

  boolean isEmpty() {
    return put.isEmpty() && removed.isEmpty();
  }
}
