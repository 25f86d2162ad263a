package dev.sluice.localaws.athena.ddl;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.athena.result.QueryFailedException;
import java.util.Map;
import java.util.Optional;

/** ALTER TABLE. */
final class AlterStatements {
  private final Metastore metastore;
  private final PartitionStatements partitions;
  private final String database;

  AlterStatements(Metastore metastore, PartitionStatements partitions, String database) {
    this.metastore = metastore;
    this.partitions = partitions;
    this.database = database;
  }

  /** A change of a table's definition. */
  private interface Edit {
    void of(ObjectNode table) throws QueryFailedException;
  }

  Change alter(Tokens tokens) throws QueryFailedException {
    ObjectName name = tokens.objectName(database);
    metastore.mustNotBeIceberg(name, "ALTER TABLE");
    Optional<PartitionSpec> spec = PartitionSpec.readIf(tokens);
    if (spec.isPresent() && tokens.take("RENAME", "TO")) {
      return partitions.rename(tokens, name, spec.get());
    }
    if (tokens.take("SET", "LOCATION")) {
      return setLocation(tokens, name, spec);
    }
    if (spec.isPresent()) {
      throw tokens.unexpected("'RENAME', 'SET LOCATION'");
    }
    return alterTable(tokens, name);
  }

  private Change alterTable(Tokens tokens, ObjectName name) throws QueryFailedException {
    if (tokens.take("ADD", "COLUMNS")) {
      return addColumns(tokens, name);
    }
    if (tokens.take("ADD")) {
      return partitions.add(tokens, name);
    }
    if (tokens.take("DROP")) {
      return partitions.drop(tokens, name);
    }
    if (tokens.take("REPLACE", "COLUMNS")) {
      ArrayNode columns = TableStatements.columns(tokens);
      return edit(name, table -> table.withObject("/StorageDescriptor").set("Columns", columns));
    }
    if (tokens.take("CHANGE")) {
      tokens.take("COLUMN");
      return changeColumn(tokens, name);
    }
    if (tokens.take("SET", "TBLPROPERTIES")) {
      Map<String, String> properties = tokens.properties();
      return edit(name, table -> properties.forEach(table.withObject("/Parameters")::put));
    }
    throw refused(tokens);
  }

  private static QueryFailedException refused(Tokens tokens) throws QueryFailedException {
    if (tokens.is("RENAME")) {
      return DdlErrors.notSupported(
          tokens.place(),
          "Table cannot be renamed: Glue has no renaming; create it under the new name and drop"
              + " it");
    }
    return DdlErrors.notSupported(
        tokens.place(),
        "The local lake has ALTER TABLE … ADD PARTITION, DROP PARTITION, RENAME PARTITION, ADD"
            + " COLUMNS, REPLACE COLUMNS, CHANGE COLUMN, SET LOCATION and SET TBLPROPERTIES, not: "
            + tokens.peek().text());
  }

  private Change addColumns(Tokens tokens, ObjectName name) throws QueryFailedException {
    ArrayNode added = TableStatements.columns(tokens);
    return edit(
        name,
        table ->
            ((ArrayNode) table.withObject("/StorageDescriptor").withArray("/Columns"))
                .addAll(added));
  }

  private Change changeColumn(Tokens tokens, ObjectName name) throws QueryFailedException {
    String old = tokens.name();
    ObjectNode changed = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
    changed.put("Name", tokens.name()).put("Type", ColumnType.read(tokens));
    if (tokens.take("COMMENT")) {
      changed.put("Comment", tokens.text());
    }
    boolean first = tokens.take("FIRST");
    Optional<String> after =
        !first && tokens.take("AFTER") ? Optional.of(tokens.name()) : Optional.empty();
    return edit(
        name,
        table -> {
          ArrayNode columns = (ArrayNode) table.path("StorageDescriptor").path("Columns");
          int at = find(columns, old);
          columns.remove(at);
          int to = first ? 0 : after.isPresent() ? find(columns, after.get()) + 1 : at;
          columns.insert(to, changed);
        });
  }

  private static int find(ArrayNode columns, String name) throws QueryFailedException {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).path("Name").asText().equals(name)) {
        return i;
      }
    }
    throw DdlErrors.execution("Invalid column reference " + name);
  }

  private Change setLocation(Tokens tokens, ObjectName name, Optional<PartitionSpec> spec)
      throws QueryFailedException {
    String place = tokens.place();
    String location = tokens.text();
    Metastore.location(location, place);
    return spec.isPresent()
        ? () -> partitions.move(name, spec.get(), location)
        : edit(name, table -> table.withObject("/StorageDescriptor").put("Location", location));
  }

  private Change edit(ObjectName name, Edit edit) {
    return () -> {
      ObjectNode table = metastore.table(name);
      edit.of(table);
      TableStatements.checkColumns(table);
      table.withObject("/Parameters").put("transient_lastDdlTime", metastore.time());
      metastore.catalog().updateTable(name.database(), table);
    };
  }
}
