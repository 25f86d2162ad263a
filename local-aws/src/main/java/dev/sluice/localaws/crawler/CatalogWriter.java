package dev.sluice.localaws.crawler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.crawler.infer.Folder;
import dev.sluice.localaws.crawler.infer.FoundTable;
import dev.sluice.localaws.crawler.infer.TableDefinition;
import dev.sluice.localaws.glue.Catalog;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Writes what a crawl of a folder found to the catalog, as the crawler's policies say. */
final class CatalogWriter {
  private static final String CRAWLER = "UPDATED_BY_CRAWLER";
  private static final String DEPRECATED = "DEPRECATED_BY_CRAWLER";

  private final Catalog catalog;
  private final CrawlerDefinition crawler;
  private final CrawlResult result;
  private final Consumer<String> log;
  private final String now;
  private final Set<String> written = new HashSet<>();

  /**
   * @param now the time of the crawl, in milliseconds
   */
  CatalogWriter(
      Catalog catalog,
      CrawlerDefinition crawler,
      CrawlResult result,
      Consumer<String> log,
      long now) {
    this.now = Long.toString(now);
    this.catalog = catalog;
    this.crawler = crawler;
    this.result = result;
    this.log = log;
  }

  /** Writes a table and its partitions. */
  void write(FoundTable found, String bucket) {
    TableDefinition shapes = new TableDefinition(crawler.name(), bucket);
    String location = shapes.location(found.root());
    String name = name(found.name(crawler.prefix()), location);
    written.add(name);
    ObjectNode table = shapes.table(found, name);
    Optional<ObjectNode> old = table(name);
    if (old.isEmpty()) {
      catalog.createTable(crawler.database(), table);
      result.tablesCreated++;
      log.accept("Created table " + name);
    } else if (!old.get().path("PartitionKeys").equals(table.path("PartitionKeys"))) {
      log.accept(
          "Table %s has the partition keys %s, but its folders now make %s: left as it is"
              .formatted(name, old.get().path("PartitionKeys"), table.path("PartitionKeys")));
      return;
    } else {
      update(old.get(), table);
    }
    partitions(found, name, shapes);
  }

  /** Of two folders whose names make the same, the second gets a hash to its name, as in Glue. */
  private String name(String wanted, String location) {
    boolean other = table(wanted).filter(table -> !location(table).equals(location)).isPresent();
    return other || written.contains(wanted)
        ? wanted
            + "_"
            + UUID.nameUUIDFromBytes(location.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "")
        : wanted;
  }

  private static String location(JsonNode table) {
    return table.path("StorageDescriptor").path("Location").asText();
  }

  private Optional<ObjectNode> table(String name) {
    return catalog.tables(crawler.database()).stream()
        .filter(table -> table.path("Name").asText().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  private void update(ObjectNode old, ObjectNode table) {
    JsonNode before = old.path("StorageDescriptor").path("Columns");
    ObjectNode storage = (ObjectNode) table.path("StorageDescriptor");
    if (crawler.configuration().mergesColumns()) {
      storage.set("Columns", merged(before, storage.path("Columns")));
    }
    boolean sameColumns = before.equals(storage.path("Columns"));
    if (sameColumns && old.path("Parameters").equals(table.path("Parameters"))) {
      return;
    }
    if (crawler.update() == CrawlerDefinition.Update.LOG) {
      log.accept(
          "Table %s or its counts have changed, which UpdateBehavior LOG leaves out of the catalog: %s"
              .formatted(old.path("Name").asText(), storage.path("Columns")));
      return;
    }
    catalog.updateTable(crawler.database(), table);
    if (!sameColumns || old.path("Parameters").has(DEPRECATED)) { // else its counts are others
      result.tablesUpdated++;
      log.accept("Updated table " + old.path("Name").asText());
    }
  }

  private static ArrayNode merged(JsonNode before, JsonNode found) {
    ArrayNode merged = before.deepCopy();
    Set<String> names = new HashSet<>();
    before.forEach(column -> names.add(column.path("Name").asText()));
    for (JsonNode column : found) {
      if (names.add(column.path("Name").asText())) {
        merged.add(column);
      }
    }
    return merged;
  }

  private void partitions(FoundTable found, String name, TableDefinition shapes) {
    if (found.keys().isEmpty()) {
      return;
    }
    boolean inherits = crawler.configuration().inheritsPartitions();
    boolean updates = crawler.update() == CrawlerDefinition.Update.UPDATE_IN_DATABASE;
    JsonNode columns =
        catalog.table(crawler.database(), name).path("StorageDescriptor").path("Columns");
    PartitionUpdate update =
        new PartitionUpdate(catalog.partitions(crawler.database(), name), result);
    for (Folder.Leaf leaf : found.leaves()) {
      ObjectNode storage = shapes.storage(leaf.contents(), leaf.folder());
      if (inherits) {
        storage.set("Columns", columns.deepCopy());
      }
      update.found(found.values(leaf), storage, updates || inherits);
    }
    update.gone(crawler.delete(), now);
    if (!update.isEmpty()) {
      catalog.changePartitions(crawler.database(), name, update.put(), update.removed());
    }
  }

  /** The crawler's tables in a folder that were not found this time are gone. */
  void gone(String folder) {
    for (ObjectNode table : catalog.tables(crawler.database())) {
      String name = table.path("Name").asText();
      boolean own = table.path("Parameters").path(CRAWLER).asText().equals(crawler.name());
      if (own && location(table).startsWith(folder) && !written.contains(name)) {
        gone(table, name);
      }
    }
  }

  private void gone(ObjectNode table, String name) {
    if (crawler.delete() == CrawlerDefinition.Delete.DELETE_FROM_DATABASE) {
      catalog.deleteTable(crawler.database(), name);
      result.tablesDeleted++;
    } else if (crawler.delete() == CrawlerDefinition.Delete.LOG) {
      log.accept("Table " + name + " has no objects any more; DeleteBehavior is LOG");
    } else if (!table.path("Parameters").has(DEPRECATED)) {
      table.withObjectProperty("Parameters").put(DEPRECATED, now);
      catalog.updateTable(crawler.database(), table);
      result.tablesUpdated++;
    }
  }
}
