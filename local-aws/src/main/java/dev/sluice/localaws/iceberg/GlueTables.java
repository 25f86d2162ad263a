package dev.sluice.localaws.iceberg;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.store.DirectoryLake;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.iceberg.BaseMetastoreCatalog;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;

/** The local Glue's databases and Iceberg tables, as Iceberg's library sees a catalog. */
final class GlueTables extends BaseMetastoreCatalog implements SupportsNamespaces {
  private final Catalog glue;
  private final TableFiles files;
  private final Function<String, Optional<String>> buckets;

  /**
   * @param buckets in which bucket a database's tables are, unless somebody says where
   */
  GlueTables(Catalog glue, DirectoryLake lake, Function<String, Optional<String>> buckets) {
    this.glue = glue;
    this.files = new TableFiles(lake);
    this.buckets = buckets;
  }

  /** What Glue has; empty if it has not. */
  static <T> Optional<T> found(Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (AwsException e) {
      if (e.code().equals("EntityNotFoundException")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public String name() {
    return "lake";
  }

  @Override
  protected boolean isValidIdentifier(TableIdentifier table) {
    return table.namespace().length() == 1;
  }

  @Override
  protected TableOperations newTableOps(TableIdentifier table) {
    return new GlueTableOperations(glue, files, table);
  }

  @Override
  public TableBuilder buildTable(TableIdentifier table, Schema schema) {
    requireName("table", table.name());
    database(table.namespace());
    find(table)
        .filter(found -> !GlueDefinition.isIceberg(found))
        .ifPresent(
            any -> {
              throw new AlreadyExistsException(
                  "Table already exists: %s, which is not an Iceberg table", table);
            });
    return super.buildTable(table, schema);
  }

  @Override
  protected String defaultWarehouseLocation(TableIdentifier table) {
    ObjectNode database = database(table.namespace());
    String location = GlueDefinition.location(database);
    if (!location.isEmpty()) {
      return location.replaceFirst("/+$", "") + "/" + table.name();
    }
    String name = database.path("Name").asText();
    String bucket =
        buckets
            .apply(name)
            .orElseThrow(
                () ->
                    new BadRequestException(
                        "Table %s needs a location: neither it nor its namespace has one", table));
    return "s3://%s/tables/%s/%s".formatted(bucket, name, table.name());
  }

  /** Glue keeps names in lower case; others would be found again under another name. */
  private static void requireName(String kind, String name) {
    if (!name.equals(name.toLowerCase(Locale.ROOT))) {
      throw new BadRequestException(
          "The %s '%s' can't be created: Glue has names in lower case only; name it '%s'",
          kind, name, name.toLowerCase(Locale.ROOT));
    }
  }

  private Optional<ObjectNode> find(TableIdentifier table) {
    return isValidIdentifier(table)
        ? found(() -> glue.table(table.namespace().level(0), table.name()))
        : Optional.empty();
  }

  private ObjectNode database(Namespace namespace) {
    return find(namespace)
        .orElseThrow(
            () ->
                new NoSuchNamespaceException(
                    "Namespace does not exist: %s (a namespace is a database of Glue)", namespace));
  }

  private Optional<ObjectNode> find(Namespace namespace) {
    return namespace.length() == 1
        ? found(() -> glue.database(namespace.level(0)))
        : Optional.empty();
  }

  @Override
  public List<TableIdentifier> listTables(Namespace namespace) {
    database(namespace);
    return glue.tables(namespace.level(0)).stream()
        .filter(GlueDefinition::isIceberg)
        .map(table -> TableIdentifier.of(namespace, table.path("Name").asText()))
        .toList();
  }

  @Override
  public boolean dropTable(TableIdentifier table, boolean purge) {
    TableOperations operations = newTableOps(table);
    TableMetadata last = purge && find(table).isPresent() ? operations.current() : null;
    synchronized (glue) {
      if (find(table).filter(GlueDefinition::isIceberg).isEmpty()) {
        return false;
      }
      glue.deleteTable(table.namespace().level(0), table.name());
    }
    if (last != null) {
      CatalogUtil.dropTableData(files, last);
    }
    return true;
  }

  /** Glue can't rename, but who is alone with the catalog can put a table in another place. */
  @Override
  public void renameTable(TableIdentifier from, TableIdentifier to) {
    requireName("table", to.name());
    synchronized (glue) {
      database(to.namespace());
      ObjectNode definition =
          find(from)
              .filter(GlueDefinition::isIceberg)
              .orElseThrow(() -> new NoSuchTableException("Table does not exist: %s", from));
      if (find(to).isPresent()) {
        throw new AlreadyExistsException("Table already exists: %s", to);
      }
      glue.createTable(to.namespace().level(0), definition.put("Name", to.name()));
      glue.deleteTable(from.namespace().level(0), from.name());
    }
  }

  @Override
  public void createNamespace(Namespace namespace, Map<String, String> properties) {
    if (namespace.length() != 1) {
      throw new BadRequestException(
          "The namespace '%s' can't be created: a namespace is a database of Glue, which has no"
              + " levels below it",
          namespace);
    }
    requireName("namespace", namespace.level(0));
    synchronized (glue) {
      if (find(namespace).isPresent()) {
        throw new AlreadyExistsException("Namespace already exists: %s", namespace);
      }
      glue.createDatabase(GlueDefinition.database(namespace.level(0), properties));
    }
  }

  @Override
  public List<Namespace> listNamespaces(Namespace parent) {
    if (!parent.isEmpty()) {
      database(parent);
      return List.of();
    }
    return glue.databases().stream().map(GlueTables::namespace).toList();
  }

  private static Namespace namespace(JsonNode database) {
    return Namespace.of(database.path("Name").asText());
  }

  @Override
  public Map<String, String> loadNamespaceMetadata(Namespace namespace) {
    return GlueDefinition.properties(database(namespace));
  }

  @Override
  public boolean dropNamespace(Namespace namespace) {
    synchronized (glue) {
      if (find(namespace).isEmpty()) {
        return false;
      }
      int tables = glue.tables(namespace.level(0)).size();
      if (tables > 0) {
        throw new NamespaceNotEmptyException(
            "Namespace %s is not empty: Glue has %d tables in it, of Iceberg or others",
            namespace, tables);
      }
      glue.deleteDatabase(namespace.level(0));
      return true;
    }
  }

  @Override
  public boolean setProperties(Namespace namespace, Map<String, String> properties) {
    return change(namespace, present -> present.putAll(properties));
  }

  @Override
  public boolean removeProperties(Namespace namespace, Set<String> properties) {
    return change(namespace, present -> present.keySet().removeAll(properties));
  }

  private boolean change(Namespace namespace, Consumer<Map<String, String>> change) {
    synchronized (glue) {
      Map<String, String> properties = new HashMap<>(loadNamespaceMetadata(namespace));
      change.accept(properties);
      String name = namespace.level(0);
      glue.updateDatabase(name, GlueDefinition.database(name, properties));
      return true;
    }
  }
}
