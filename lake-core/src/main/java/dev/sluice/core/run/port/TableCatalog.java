package dev.sluice.core.run.port;

import dev.sluice.core.pipeline.TrustedTable;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The catalog through which query engines know the lake's tables: those of the pipeline's database
 * by their names, those of another one as {@code database.table}.
 */
public interface TableCatalog {
  /**
   * Makes the catalog have a database. Idempotent.
   *
   * @throws IOException if the catalog can't be reached or refuses
   */
  void makeDatabase(String name) throws IOException;

  /**
   * Makes the catalog know the table as it is declared. Idempotent.
   *
   * @throws IOException if the catalog can't be reached or refuses
   */
  Declared declare(CatalogTable table) throws IOException;

  /** A table as the catalog has it; empty: none of that name. */
  Optional<FoundTable> found(String table) throws IOException;

  /** Where the readers of a table look; empty: the catalog has none of that name. */
  Optional<TablePointer> pointer(String table) throws IOException;

  /**
   * Lets the readers of a table see the rows of another one, at once: creates the table or changes
   * it. Its columns become those of the other. If the other is a view, the table becomes one. Only
   * where a table and a view replace each other, there may be neither for a moment, or after a
   * failure.
   *
   * @param pointer as it was before; empty: it was not there
   * @return false, and nothing was done, if it is no longer as it was before
   * @throws IOException also if there is no such other table
   */
  boolean point(MadeTable table, Optional<TablePointer> pointer) throws IOException;

  /** The names of the tables that begin so. */
  List<String> names(String prefix) throws IOException;

  /** Takes a table from the catalog, its objects stay; no error if there is none. */
  void drop(String table) throws IOException;

  /**
   * Where a table's rows lie.
   *
   * @param location key prefix with a slash at the end; of another bucket, the whole URL; of a view
   *     what it was made with, empty: it is one that {@link #point} did not make
   * @param version changes with every change of the table
   */
  record TablePointer(String location, String version) {}

  /**
   * A refined table with new rows, or a view.
   *
   * @param name under which it is read
   * @param comment for the catalog, may be empty
   * @param helper the table under whose name the rows were made
   * @param location key prefix of its objects, with a slash at the end; of a view, which has none,
   *     of the attempt that made it
   */
  record MadeTable(String name, String comment, String helper, String location) {}

  /**
   * A table for the catalog. Its partitions are computed (partition projection), so new partitions
   * need no call; or they are listed there by a crawler.
   *
   * @param table columns and partition
   * @param format of its objects
   * @param location key prefix of its objects, with a slash at the end
   * @param isProjected whether its partitions are computed
   * @param firstYear the first year of its partitions
   * @param lastYear the last; engines look into every partition of these years
   */
  record CatalogTable(
      TrustedTable table,
      RowFormat format,
      String location,
      boolean isProjected,
      int firstYear,
      int lastYear) {
    public CatalogTable {
      if (firstYear > lastYear || !location.endsWith("/")) {
        throw new IllegalArgumentException(
            "No table: years %d to %d at '%s'".formatted(firstYear, lastYear, location));
      }
    }
  }

  /**
   * A table that somebody else wrote into the catalog, such as a crawler.
   *
   * @param location key prefix of its objects, with a slash at the end; of another bucket, the
   *     whole URL
   * @param format what its objects are called there, such as {@code parquet}; empty: not known
   * @param isDeclared whether it was declared, or made by a statement, and not found by a crawler
   * @param columns types as the catalog writes them, by name
   * @param keys the names of its partition keys
   */
  record FoundTable(
      String location,
      String format,
      boolean isDeclared,
      Map<String, String> columns,
      List<String> keys) {
    public FoundTable {
      columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
      keys = List.copyOf(keys);
    }
  }

  /** How a table's rows lie in its objects. */
  enum RowFormat {
    PARQUET,
    /** One JSON object a line. */
    JSON_LINES
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
