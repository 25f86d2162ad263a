package dev.sluice.localaws.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What CreateTable and UpdateTable are given, checked and turned into what GetTable shows. */
final class TableInput {
  private static final List<String> TABLE_MEMBERS =
      List.of(
          "Description",
          "Owner",
          "LastAccessTime",
          "LastAnalyzedTime",
          "Retention",
          "StorageDescriptor",
          "PartitionKeys",
          "ViewOriginalText",
          "ViewExpandedText",
          "TableType",
          "Parameters");

  private TableInput() {}

  static ObjectNode definition(String database, String name, JsonNode input) {
    JsonNode keys = input.path("PartitionKeys");
    Set<String> names = new HashSet<>();
    input.path("StorageDescriptor").path("Columns").forEach(column -> check(column, names, name));
    keys.forEach(column -> check(column, names, name));
    ObjectNode definition = ((ObjectNode) input).objectNode();
    definition.put("Name", name).put("DatabaseName", database);
    for (String member : TABLE_MEMBERS) {
      if (input.has(member)) {
        definition.set(member, input.get(member).deepCopy());
      }
    }
    if (!definition.has("PartitionKeys")) {
      definition.putArray("PartitionKeys");
    }
    definition.put("CatalogId", Catalog.CATALOG_ID);
    definition.put("IsRegisteredWithLakeFormation", false);
    return definition;
  }

  private static void check(JsonNode column, Set<String> names, String table) {
    String name = column.path("Name").asText();
    if (name.isBlank()) {
      throw CatalogErrors.invalid("A column of table " + table + " has no name.");
    }
    if (!names.add(name.toLowerCase(Locale.ROOT))) {
      throw CatalogErrors.invalid(
          "Table " + table + " has column " + name + " twice (partition keys count as columns).");
    }
  }
}
