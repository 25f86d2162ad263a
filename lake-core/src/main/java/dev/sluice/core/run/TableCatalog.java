package dev.sluice.core.run;

import dev.sluice.core.pipeline.TrustedTable;
import java.io.IOException;

/** The catalog through which query engines know the lake's tables. */
public interface TableCatalog {
  /**
   * Makes the catalog know the table as it is declared. Idempotent.
   *
   * @throws IOException if the catalog can't be reached or refuses
   */
  Declared declare(CatalogTable table) throws IOException;

  /**
   * A table for the catalog. Its partitions are not listed there but computed (partition
   * projection), so new partitions need no call.
   *
   * @param table columns and partition
   * @param location key prefix of its objects, with a slash at the end
   * @param firstYear the first year of its partitions
   * @param lastYear the last; engines look into every partition of these years
   */
  record CatalogTable(TrustedTable table, String location, int firstYear, int lastYear) {
    public CatalogTable {
      if (firstYear > lastYear || !location.endsWith("/")) {
        throw new IllegalArgumentException(
            "No table: years %d to %d at '%s'".formatted(firstYear, lastYear, location));
      }
    }
  }

  /** What was done. */
  sealed interface Declared {
    /** It wasn't there. */
    record Created() implements Declared {}

    /** It was another, and can be changed: columns added, more years, other comments. */
    record Updated() implements Declared {}

    /** It was there as declared. */
    record Unchanged() implements Declared {}

    /**
     * It is another and must not be changed by itself.
     *
     * @param reason what differs, and what to do
     */
    record Incompatible(String reason) implements Declared {}
  }
}
