package dev.sluice.localaws.athena.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localaws.athena.query.QueryText.TableName;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.http.AwsException;
import java.util.Locale;

/** What the names in a query mean. */
final class CatalogNames {
  static final String CATALOG = "awsdatacatalog";

  private CatalogNames() {}

  /** The definition of a table or view; errors are those of a query that names it. */
  static JsonNode find(Catalog catalog, TableName name, String database)
      throws QueryFailedException {
    if (!name.catalog().isEmpty() && !name.catalog().equalsIgnoreCase(CATALOG)) {
      throw new QueryFailedException(
          "CATALOG_NOT_FOUND", name.place() + "Catalog '" + name.catalog() + "' does not exist");
    }
    if (database.isEmpty()) {
      throw new QueryFailedException(
          "MISSING_SCHEMA_NAME",
          name.place() + "Schema must be specified when session schema is not set");
    }
    try {
      return catalog.table(database, name.table());
    } catch (AwsException e) {
      boolean noDatabase = e.getMessage().startsWith("Database");
      throw new QueryFailedException(
          noDatabase ? "SCHEMA_NOT_FOUND" : "TABLE_NOT_FOUND",
          name.place()
              + (noDatabase
                  ? "Schema '" + database + "' does not exist"
                  : "Table '%s.%s.%s' does not exist"
                      .formatted(CATALOG, database, name.table().toLowerCase(Locale.ROOT))));
    }
  }
}
