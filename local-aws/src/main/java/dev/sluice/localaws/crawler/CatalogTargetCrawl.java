package dev.sluice.localaws.crawler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.crawler.CrawlerTargets.CatalogTarget;
import dev.sluice.localaws.crawler.infer.PartitionKeys;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.store.LakeFiles;
import dev.sluice.localaws.store.LakeFiles.LakeFile;
import dev.sluice.localaws.store.S3Location;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Registers the partitions of tables that are in the catalog already: the folders below a table's
 * location that are as deep as it has keys. Where a key's name stands in a folder's ({@code
 * year=2026}) the value is taken from there, else from the folder in the key's place.
 *
 * <p>Deviation: the tables' own columns stay as they are, whatever UpdateBehavior says; partitions
 * always have them, whatever AddOrUpdateBehavior says.
 */
final class CatalogTargetCrawl {
  private final Catalog catalog;
  private final LakeFiles files;
  private final CrawlResult result;
  private final CrawlLog log;

  CatalogTargetCrawl(Catalog catalog, LakeFiles files, CrawlResult result, CrawlLog log) {
    this.catalog = catalog;
    this.files = files;
    this.result = result;
    this.log = log;
  }

  void crawl(CatalogTarget target) throws IOException, CancelledCrawlException {
    for (String name : target.tables()) {
      crawl(target.database(), catalog.table(target.database(), name));
    }
  }

  private void crawl(String database, ObjectNode table)
      throws IOException, CancelledCrawlException {
    String name = table.path("Name").asText();
    List<String> keys = new ArrayList<>();
    table.path("PartitionKeys").forEach(key -> keys.add(key.path("Name").asText()));
    if (keys.isEmpty()) {
      log.line("Table " + name + " has no partition keys: nothing to register");
      return;
    }
    S3Location root =
        S3Location.parse(table.path("StorageDescriptor").path("Location").asText()).folder();
    PartitionUpdate update = new PartitionUpdate(catalog.partitions(database, name), result);
    folders(root, keys)
        .forEach(
            (folder, values) -> update.found(values, storage(table, root.resolve(folder)), true));
    if (!update.isEmpty()) {
      catalog.changePartitions(database, name, update.put(), update.removed());
    }
    log.line("Table %s: %d partitions are new or changed".formatted(name, update.put().size()));
  }

  private static ObjectNode storage(JsonNode table, S3Location folder) {
    ObjectNode storage = table.path("StorageDescriptor").deepCopy();
    storage.put("Location", folder.toString());
    return storage;
  }

  /** The values of each folder with objects, by its way from the table's location. */
  private Map<String, List<String>> folders(S3Location root, List<String> keys)
      throws IOException, CancelledCrawlException {
    Map<String, List<String>> folders = new LinkedHashMap<>();
    for (LakeFile object : files.list(root.bucket(), root.key())) {
      log.stopIfCancelled();
      String below = object.key().substring(root.key().length());
      String[] names = below.split("/", -1);
      if (object.hidden() || object.size() == 0) {
        continue;
      }
      if (names.length - 1 == keys.size()) {
        String folder = below.substring(0, below.lastIndexOf('/') + 1);
        folders.computeIfAbsent(folder, way -> values(names, keys));
      } else {
        log.line("%s is not as deep as the table has keys: left out".formatted(object.key()));
      }
    }
    return folders;
  }

  private static List<String> values(String[] names, List<String> keys) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.get(i).toLowerCase(Locale.ROOT);
      values.add(named(names, key).orElse(names[i]));
    }
    return values;
  }

  private static Optional<String> named(String[] names, String key) {
    for (String name : names) {
      if (PartitionKeys.name(name).equals(key)) {
        return Optional.of(PartitionKeys.value(name));
      }
    }
    return Optional.empty();
  }
}
