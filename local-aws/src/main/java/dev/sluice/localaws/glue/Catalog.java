package dev.sluice.localaws.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The Data Catalog: databases, tables and partitions, in memory and as JSON files below a
 * directory. Definitions keep the shape of Glue's API; names are kept in lower case. Safe for use
 * by several threads; what it returns are copies. Who holds its monitor is alone with it.
 */
public final class Catalog {
  static final String CATALOG_ID = "000000000000";

  private final Map<String, ObjectNode> databases = new TreeMap<>();
  private final Map<String, Map<String, CatalogTable>> tables = new TreeMap<>();
  private final CatalogFiles files;
  private final Clock clock;

  public Catalog(Path directory, Clock clock) {
    this.files = new CatalogFiles(directory);
    this.clock = clock;
    for (ObjectNode database : files.databases()) {
      String name = database.path("Name").asText();
      databases.put(name, database);
      tables.put(name, new TreeMap<>());
      files.tables(name).forEach(table -> tables.get(name).put(table.name(), table));
    }
  }

  public synchronized void createDatabase(JsonNode input) {
    String name = CatalogName.of("Database", input.path("Name").asText(null));
    if (databases.containsKey(name)) {
      throw CatalogErrors.exists("Database " + name);
    }
    tables.put(name, new TreeMap<>());
    store(name, input, clock.millis() / 1000.0);
  }

  public synchronized void updateDatabase(String name, JsonNode input) {
    ObjectNode old = find(name);
    store(old.path("Name").asText(), input, old.path("CreateTime").asDouble());
  }

  public synchronized void deleteDatabase(String name) {
    String key = find(name).path("Name").asText();
    databases.remove(key);
    tables.remove(key);
    files.deleteDatabase(key);
  }

  public synchronized ObjectNode database(String name) {
    return find(name).deepCopy();
  }

  public synchronized List<ObjectNode> databases() {
    return databases.values().stream().map(ObjectNode::deepCopy).toList();
  }

  public synchronized void createTable(String database, JsonNode input) {
    Map<String, CatalogTable> siblings = tablesOf(database);
    String name = CatalogName.of("Table", input.path("Name").asText(null));
    if (siblings.containsKey(name)) {
      throw CatalogErrors.exists("Table " + name);
    }
    double now = clock.millis() / 1000.0;
    ObjectNode definition = TableInput.definition(key(database), name, input);
    definition.put("CreateTime", now).put("UpdateTime", now).put("VersionId", "0");
    keep(new CatalogTable(definition, definition.arrayNode()));
  }

  /** Replaces the definition, whatever it is now; the partitions stay. */
  public synchronized void updateTable(String database, JsonNode input) {
    CatalogTable old = find(database, input.path("Name").asText(null));
    updateTable(database, input, old.version());
  }

  /** Replaces the definition if it is of that version still; the partitions stay. */
  public synchronized void updateTable(String database, JsonNode input, String version) {
    CatalogTable old = find(database, input.path("Name").asText(null));
    if (!old.version().equals(version)) {
      throw CatalogErrors.changed(old.name(), version, old.version());
    }
    ObjectNode definition = TableInput.definition(key(database), old.name(), input);
    definition.set("CreateTime", old.definition().get("CreateTime"));
    definition.put("UpdateTime", clock.millis() / 1000.0);
    definition.put("VersionId", Integer.toString(Integer.parseInt(version) + 1));
    keep(new CatalogTable(definition, old.partitionArray(definition.arrayNode())));
  }

  public synchronized void deleteTable(String database, String name) {
    CatalogTable table = find(database, name);
    tablesOf(database).remove(table.name());
    files.deleteTable(key(database), table.name());
  }

  public synchronized ObjectNode table(String database, String name) {
    return find(database, name).definition().deepCopy();
  }

  public synchronized List<ObjectNode> tables(String database) {
    return tablesOf(database).values().stream().map(t -> t.definition().deepCopy()).toList();
  }

  /** Adds a partition: Values, as many as the table's keys, and its StorageDescriptor. */
  public synchronized void createPartition(String database, String table, JsonNode input) {
    change(database, table, found -> addTo(found, input));
  }

  /** Adds or replaces partitions and removes others, all at once. */
  public synchronized void changePartitions(
      String database, String table, List<ObjectNode> put, List<List<String>> removed) {
    change(
        database,
        table,
        found -> {
          put.forEach(partition -> found.putPartition(partition, clock));
          removed.forEach(found::removePartition);
          return true;
        });
  }

  public synchronized void deletePartition(String database, String table, List<String> values) {
    if (!change(database, table, found -> found.removePartition(values))) {
      throw CatalogErrors.notFound("Partition " + values + " of table " + table);
    }
  }

  public synchronized ObjectNode partition(String database, String table, List<String> values) {
    return find(database, table)
        .partition(values)
        .map(ObjectNode::deepCopy)
        .orElseThrow(() -> CatalogErrors.notFound("Partition " + values + " of " + table));
  }

  public synchronized List<ObjectNode> partitions(String database, String table) {
    List<ObjectNode> copies = new ArrayList<>();
    find(database, table).partitions().forEach(partition -> copies.add(partition.deepCopy()));
    return copies;
  }

  private boolean addTo(CatalogTable table, JsonNode input) {
    table.addPartition(input, clock);
    return true;
  }

  private boolean change(String database, String name, Function<CatalogTable, Boolean> change) {
    CatalogTable table = find(database, name);
    boolean changed = change.apply(table);
    files.saveTable(key(database), table);
    return changed;
  }

  private void keep(CatalogTable table) {
    String database = table.definition().path("DatabaseName").asText();
    tables.get(database).put(table.name(), table);
    files.saveTable(database, table);
  }

  private void store(String name, JsonNode input, double created) {
    ObjectNode database = input.deepCopy();
    database.put("Name", name).put("CreateTime", created).put("CatalogId", CATALOG_ID);
    databases.put(name, database);
    files.saveDatabase(name, database);
  }

  private ObjectNode find(String database) {
    ObjectNode found = databases.get(CatalogName.of("Database", database));
    if (found == null) {
      throw CatalogErrors.notFound("Database " + database);
    }
    return found;
  }

  private String key(String database) {
    return find(database).path("Name").asText();
  }

  private Map<String, CatalogTable> tablesOf(String database) {
    return tables.get(key(database));
  }

  private CatalogTable find(String database, String table) {
    CatalogTable found = tablesOf(database).get(CatalogName.of("Table", table));
    if (found == null) {
      throw CatalogErrors.notFound("Table " + table + " in database " + key(database));
    }
    return found;
  }
}
