package dev.sluice.core.trusted.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts of records as JSON. */
public final class CountsJson {
  private CountsJson() {}

  /** Adds them to an object. */
  public static void write(ObjectNode node, RowCounts counts) {
    node.put("stored", counts.stored()).put("duplicates", counts.duplicates());
    node.put("replaced", counts.versions().replaced());
    node.put("deleted", counts.versions().deleted());
    node.put("dropped", counts.dropped()).put("quarantined", counts.quarantined());
    node.put("rows", counts.rows());
    ObjectNode reasons = node.putObject("reasons");
    counts.reasons().forEach(reasons::put);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the counts don't add up
   */
  public static RowCounts read(JsonNode node) {
    Map<String, Long> reasons = new LinkedHashMap<>();
    node.path("reasons")
        .properties()
        .forEach(entry -> reasons.put(entry.getKey(), entry.getValue().asLong()));
    return new RowCounts(
        node.path("stored").asLong(),
        node.path("duplicates").asLong(),
        new RowCounts.Versions(node.path("replaced").asLong(), node.path("deleted").asLong()),
        node.path("dropped").asLong(),
        node.path("quarantined").asLong(),
        node.path("rows").asLong(),
        reasons);
  }
}
