package dev.sluice.localaws.athena.ddl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.athena.iceberg.IcebergTable;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.store.LakeFiles;
import dev.sluice.localaws.store.S3Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Data Catalog with Athena's errors. */
final class Metastore {
  private final Catalog catalog;
  private final LakeFiles files;
  private final long seconds;

  Metastore(Catalog catalog, LakeFiles files, long seconds) {
    this.catalog = catalog;
    this.files = files;
    this.seconds = seconds;
  }

  Catalog catalog() {
    return catalog;
  }

  /** The lake's time, as Hive writes it into {@code transient_lastDdlTime}. */
  String time() {
    return Long.toString(seconds);
  }

  Optional<ObjectNode> database(String name) {
    return catalog.databases().stream()
        .filter(database -> database.path("Name").asText().equals(name))
        .findAny();
  }

  ObjectNode mustHave(String database) throws QueryFailedException {
    return database(database)
        .orElseThrow(() -> DdlErrors.semantic(10072, "Database does not exist: " + database));
  }

  /** Empty if the database or the table does not exist. */
  Optional<ObjectNode> find(ObjectName name) {
    try {
      return Optional.of(catalog.table(name.database(), name.name()));
    } catch (AwsException e) {
      return Optional.empty();
    }
  }

  /** A table or view. */
  ObjectNode any(ObjectName name) throws QueryFailedException {
    return find(name).orElseThrow(() -> DdlErrors.semantic(10001, "Table not found " + name));
  }

  /** A table or view; an Iceberg table with the columns that its own metadata has. */
  ObjectNode described(ObjectName name) throws QueryFailedException {
    ObjectNode found = any(name);
    if (IcebergTable.is(found)) {
      ArrayNode columns = found.withObject("/StorageDescriptor").putArray("Columns");
      IcebergTable.open(found, files)
          .columns()
          .forEach(one -> columns.addObject().put("Name", one.name()).put("Type", one.type()));
    }
    return found;
  }

  void mustNotBeIceberg(ObjectName name, String statement) throws QueryFailedException {
    if (find(name).filter(IcebergTable::is).isPresent()) {
      throw DdlErrors.notSupported(
          "",
          "%s of %s: the local Athena does not change Iceberg tables; change it with Spark"
              .formatted(statement, name));
    }
  }

  /** A table that is no view. */
  ObjectNode table(ObjectName name) throws QueryFailedException {
    ObjectNode found = any(name);
    if (StoredView.is(found)) {
      throw DdlErrors.semantic(
          0, name + " is a view: this statement takes a table; views are made by CREATE VIEW");
    }
    return found;
  }

  List<String> keys(JsonNode table) {
    List<String> keys = new ArrayList<>();
    table.path("PartitionKeys").forEach(key -> keys.add(key.path("Name").asText()));
    return keys;
  }

  static S3Location location(String text, String place) throws QueryFailedException {
    try {
      S3Location location = S3Location.parse(text);
      if (text.contains("*")) {
        throw new IllegalArgumentException(
            "'" + text + "' has a wildcard: a location is a folder, s3://BUCKET/FOLDER/");
      }
      return location;
    } catch (IllegalArgumentException e) {
      throw DdlErrors.execution(
          "MetaException(message:%sThe location is not a folder of S3: %s)"
              .formatted(place, e.getMessage()));
    }
  }
}
