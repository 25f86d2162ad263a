package dev.sluice.localaws.iceberg;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.store.LakeFiles;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.iceberg.BaseMetastoreCatalog;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.NoSuchTableException;

/** The local Glue's Iceberg tables, as Iceberg's library sees those of a catalog. */
public final class GlueTables extends BaseMetastoreCatalog {
  private final Catalog glue;
  private final GlueNamespaces namespaces;
  private final TableFiles files;
  private final Function<String, Optional<String>> buckets;

  /**
   * @param buckets in which bucket a database's tables are, unless somebody says where
   */
  public GlueTables(Catalog glue, LakeFiles lake, Function<String, Optional<String>> buckets) {
    this.glue = glue;
    this.namespaces = new GlueNamespaces(glue);
    this.files = new TableFiles(lake);
    this.buckets = buckets;
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
    GlueNamespaces.requireName("table", table.name());
    namespaces.database(table.namespace());
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
    ObjectNode database = namespaces.database(table.namespace());
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

  private Optional<ObjectNode> find(TableIdentifier table) {
    return isValidIdentifier(table)
        ? GlueNamespaces.found(() -> glue.table(table.namespace().level(0), table.name()))
        : Optional.empty();
  }

  @Override
  public List<TableIdentifier> listTables(Namespace namespace) {
    namespaces.database(namespace);
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
    GlueNamespaces.requireName("table", to.name());
    synchronized (glue) {
      namespaces.database(to.namespace());
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
}
