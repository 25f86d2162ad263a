package dev.sluice.localaws.crawler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.localaws.glue.CatalogErrors;
import java.util.OptionalInt;

/**
 * The JSON text {@code Configuration} of a crawler.
 *
 * @param inheritsPartitions whether partitions have their table's columns instead of their own
 * @param mergesColumns whether a table only gets new columns, and keeps what it has
 * @param tableLevel at which folders are tables; 1 is the bucket
 */
record CrawlerConfiguration(
    boolean inheritsPartitions,
    boolean mergesColumns,
    boolean combinesSchemas,
    OptionalInt tableLevel) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static CrawlerConfiguration of(String text) {
    JsonNode given = text.isEmpty() ? JSON.createObjectNode() : read(text);
    JsonNode level = given.at("/Grouping/TableLevelConfiguration");
    return new CrawlerConfiguration(
        given
            .at("/CrawlerOutput/Partitions/AddOrUpdateBehavior")
            .asText()
            .equals("InheritFromTable"),
        given.at("/CrawlerOutput/Tables/AddOrUpdateBehavior").asText().equals("MergeNewColumns"),
        given.at("/Grouping/TableGroupingPolicy").asText().equals("CombineCompatibleSchemas"),
        level.isNumber() ? OptionalInt.of(level.asInt()) : OptionalInt.empty());
  }

  private static JsonNode read(String text) {
    try {
      JsonNode given = JSON.readTree(text);
      if (given.path("Version").asDouble() != 1.0) {
        throw CatalogErrors.invalid("Configuration needs \"Version\": 1.0: " + text);
      }
      return given;
    } catch (JsonProcessingException e) {
      throw CatalogErrors.invalid("Configuration is no JSON: " + e.getOriginalMessage());
    }
  }
}
