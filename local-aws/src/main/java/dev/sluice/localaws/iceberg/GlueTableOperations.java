package dev.sluice.localaws.iceberg;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.http.AwsException;
import java.util.Optional;
import org.apache.iceberg.BaseMetastoreTableOperations;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.NoSuchIcebergTableException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.io.FileIO;

/** A table whose current metadata Glue names, and exchanges only from the version that was read. */
final class GlueTableOperations extends BaseMetastoreTableOperations {
  private final Catalog glue;
  private final FileIO files;
  private final TableIdentifier table;

  /** As Glue had it when the metadata was read; empty: it had none. */
  private Optional<ObjectNode> definition = Optional.empty();

  GlueTableOperations(Catalog glue, FileIO files, TableIdentifier table) {
    this.glue = glue;
    this.files = files;
    this.table = table;
  }

  @Override
  protected String tableName() {
    return table.toString();
  }

  @Override
  public FileIO io() {
    return files;
  }

  private String database() {
    return table.namespace().level(0);
  }

  @Override
  protected void doRefresh() {
    definition = GlueNamespaces.found(() -> glue.table(database(), table.name()));
    if (definition.isEmpty()) {
      if (currentMetadataLocation() != null) {
        throw new NoSuchTableException("Table %s was dropped meanwhile", table);
      }
      refreshFromMetadataLocation(null, 0);
      return;
    }
    if (!GlueDefinition.isIceberg(definition.get())) {
      throw new NoSuchIcebergTableException(
          "Table %s is in Glue, but not as an Iceberg table (table_type=ICEBERG)", table);
    }
    String location = GlueDefinition.metadataLocation(definition.get());
    if (location.isEmpty()) {
      throw new ValidationException(
          "Table %s is declared as Iceberg's, but has no parameter metadata_location", table);
    }
    refreshFromMetadataLocation(location, any -> false, 0);
  }

  @Override
  protected void doCommit(TableMetadata base, TableMetadata metadata) {
    boolean isNew = base == null;
    String location = writeNewMetadataIfRequired(isNew, metadata);
    try {
      swap(isNew, metadata, location);
    } catch (AwsException e) {
      if (!location.equals(metadata.metadataFileLocation())) {
        files.deleteFile(location);
      }
      throw refusal(e);
    } catch (RuntimeException e) { // it may be in Glue, so the metadata stays
      throw new CommitStateUnknownException(e);
    }
  }

  private void swap(boolean isNew, TableMetadata metadata, String location) {
    ObjectNode present = definition.orElseGet(JsonNodeFactory.instance::objectNode);
    ObjectNode input = GlueDefinition.table(table.name(), present, metadata, location);
    if (isNew) {
      glue.createTable(database(), input);
    } else {
      glue.updateTable(database(), input, present.path("VersionId").asText());
    }
  }

  private RuntimeException refusal(AwsException e) {
    return switch (e.code()) {
      case "AlreadyExistsException" ->
          new AlreadyExistsException(e, "Table already exists: %s", table);
      case "EntityNotFoundException" ->
          new NoSuchTableException(e, "Table %s can't be committed: %s", table, e.getMessage());
      case "ConcurrentModificationException" ->
          new CommitFailedException(e, "Table %s: %s", table, e.getMessage());
      default -> e;
    };
  }
}
