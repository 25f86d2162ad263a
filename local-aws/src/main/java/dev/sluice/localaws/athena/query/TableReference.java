package dev.sluice.localaws.athena.query;

import dev.sluice.localaws.athena.iceberg.MetadataTable;
import dev.sluice.localaws.athena.query.QueryText.TableName;
import dev.sluice.localaws.athena.result.QueryFailedException;
import java.util.Locale;
import java.util.Optional;

/**
 * A table as a query names it.
 *
 * @param name the table's own, without what {@code $} or a version makes of it
 * @param as the name that DuckDB is to have it under
 * @param isVersioned whether a time or a version is asked for
 */
record TableReference(
    TableName name, String as, Optional<MetadataTable> metadata, boolean isVersioned) {

  static TableReference of(TableName written, TimeTravel travel) {
    String table = travel.table(written.table());
    int dollar = table.lastIndexOf('$');
    Optional<MetadataTable> metadata =
        dollar > 0 ? MetadataTable.of(table.substring(dollar + 1)) : Optional.empty();
    String own = metadata.isPresent() ? table.substring(0, dollar) : table;
    TableName name =
        new TableName(
            written.catalog(), written.schema(), own, written.place(), written.condition());
    boolean versioned = !table.equals(written.table());
    return new TableReference(name, written.table(), metadata, versioned);
  }

  /** Refuses what only Iceberg tables have, for a table or view that is not one. */
  void mustBePlain(String database) throws QueryFailedException {
    if (metadata.isPresent()) {
      throw new QueryFailedException(
          "TABLE_NOT_FOUND",
          "%sTable 'awsdatacatalog.%s.%s' does not exist: %s is not an Iceberg table"
              .formatted(name.place(), database, as.toLowerCase(Locale.ROOT), name.table()));
    }
    if (isVersioned) {
      throw new QueryFailedException(
          "NOT_SUPPORTED",
          "%sThis connector does not support versioned tables: %s is not an Iceberg table"
              .formatted(name.place(), name.table()));
    }
  }
}
