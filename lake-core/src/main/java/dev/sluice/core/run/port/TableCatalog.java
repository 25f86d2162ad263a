package dev.sluice.core.run.port;

import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TrustedTable;
import java.io.IOException;
import java.time.Instant;
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

  /**
   * Where the readers of a table look; empty: the catalog has none of that name.
   *
   * @throws IOException if the catalog can't be reached, or the table can't be read
   */
  Optional<TablePointer> pointer(String table) throws IOException;

  /**
   * Lets the readers of a table see the rows of another one, at once: creates the table or changes
   * it. Its columns become those of the other. If the other is a view, the table becomes one. An
   * Iceberg table keeps its history, if the other has its columns or more. Only where a table and a
   * view replace each other, there may be neither for a moment, or after a failure.
   *
   * @param pointer as it was before; empty: it was not there
   * @return false, and nothing was done, if it is no longer as it was before
   * @throws IOException also if there is no such other table, or the table is not to be changed; if
   *     there was no answer, it may have been done
   */
  boolean point(MadeTable table, Optional<TablePointer> pointer) throws IOException;

  /**
   * Deletes what an Iceberg table need not keep any longer of what it was. Nothing is done of
   * tables of other kinds.
   *
   * @throws IOException if something could not be deleted; it goes the next time
   */
  default void clean(MadeTable table) throws IOException {}

  /** The names of the tables that begin so. */
  List<String> names(String prefix) throws IOException;

  /** Takes a table from the catalog, its objects stay; no error if there is none. */
  void drop(String table) throws IOException;

  /**
   * Where a table's rows lie.
   *
   * @param location key prefix with a slash at the end; of another bucket, the whole URL; of a view
   *     what it was made with, empty: it is one that {@link #point} did not make; of an Iceberg
   *     table what its newest rows were made in
   * @param version changes with every change of the table
   * @param kind of table
   * @param hold why it is not to be changed
   */
  record TablePointer(String location, String version, Kind kind, Hold hold) {
    /** That of a table that may be changed. */
    public TablePointer(String location, String version, Kind kind) {
      this(location, version, kind, Hold.NONE);
    }
  }

  /** What the catalog has under a name. */
  enum Kind {
    /** A table of files. */
    FILES,
    ICEBERG,
    VIEW;

    /** What a refined table is to be. */
    public static Kind of(RefinedTable table) {
      if (table.isView()) {
        return VIEW;
      }
      return table.isIceberg() ? ICEBERG : FILES;
    }
  }

  /** Why a table is to be left as it is. */
  sealed interface Hold {
    /** It is not. */
    Hold NONE = new None();

    /** It is not. */
    record None() implements Hold {}

    /**
     * Somebody has put it back to what it was.
     *
     * @param snapshot that it shows
     */
    record Pinned(String snapshot, Instant since) implements Hold {
      @Override
      public String toString() {
        return "pinned at snapshot %s since %s".formatted(snapshot, since);
      }
    }

    /**
     * Somebody else has changed its rows, and they would go.
     *
     * @param operation what they did, such as {@code append}
     * @param snapshot of theirs
     */
    record Foreign(String operation, String snapshot) implements Hold {
      @Override
      public String toString() {
        return "somebody else changed its rows (%s in snapshot %s), and they would go. With replay --overwrite-foreign they do"
            .formatted(operation, snapshot);
      }
    }

    /**
     * Nobody can say what it is.
     *
     * @param reason why
     */
    record Unreadable(String reason) implements Hold {
      @Override
      public String toString() {
        return reason;
      }
    }
  }

  /**
   * A refined table with new rows, or a view.
   *
   * @param name under which it is read
   * @param comment for the catalog, may be empty
   * @param helper the table under whose name the rows were made
   * @param location key prefix of its objects, with a slash at the end; of a view, which has none,
   *     of the attempt that made it
   * @param making by whom and as what
   */
  record MadeTable(String name, String comment, String helper, String location, Making making) {
    public MadeTable {
      if (!location.endsWith("/")) {
        throw new IllegalArgumentException("'%s' is not a folder".formatted(location));
      }
    }

    /** The key prefix of all attempts, with a slash at the end. */
    public String folder() {
      return location.substring(0, location.lastIndexOf('/', location.length() - 2) + 1);
    }

    /** The attempt's own name. */
    public String attempt() {
      return location.substring(folder().length(), location.length() - 1);
    }
  }

  /**
   * How a table was made.
   *
   * @param run that made it
   * @param overwritesForeign whether rows go that somebody else has put into it, or changed
   * @param format of its rows
   */
  record Making(String run, boolean overwritesForeign, TableFormat format) {}

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
