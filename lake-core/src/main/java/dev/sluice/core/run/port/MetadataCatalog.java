package dev.sluice.core.run.port;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The catalog as the owner of Iceberg tables sees it: of each table it knows where the metadata is,
 * and lets that be exchanged by compare-and-swap. Tables are named as in {@link TableCatalog}.
 */
public interface MetadataCatalog {
  /**
   * Where a table's metadata is. Empty: there is no table of that name.
   *
   * @throws IOException if the catalog can't be reached or refuses
   */
  Optional<MetadataPointer> read(String table) throws IOException;

  /**
   * The whole URL of the folder in which a table lies, of whatever format it is. Empty: there is no
   * table of that name, or it lies nowhere.
   *
   * @throws IOException if the catalog can't be reached or refuses
   */
  Optional<String> folder(String table) throws IOException;

  /**
   * Exchanges it, or makes the table. Atomic: of several at once with the same base one succeeds.
   *
   * @return false, and nothing was done, if the table is no longer as its base says
   * @throws RefusedException if the catalog won't, such as for a lack of rights or a throttled
   *     account: nothing was done
   * @throws IOException if there was no answer: it may have been done, now or later
   */
  boolean swap(MetadataSwap swap) throws IOException;

  /** The catalog answered that it does not do it. */
  final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    public RefusedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Where a table's metadata is.
   *
   * @param location the whole URL of a metadata file; empty: it is a table of another format
   * @param version changes with every change of the table
   */
  record MetadataPointer(String location, String version) {
    /** Whether it is an Iceberg table. */
    public boolean isIceberg() {
      return !location.isEmpty();
    }
  }

  /**
   * An exchange.
   *
   * @param table its name
   * @param base as it was read; empty: there was none
   * @param location the whole URL of the new metadata file
   * @param shown what catalogs show of the table
   */
  record MetadataSwap(
      String table, Optional<MetadataPointer> base, String location, ShownTable shown) {}

  /**
   * What catalogs show of a table; engines read it from the metadata.
   *
   * @param location the whole URL of the folder with data and metadata
   * @param columns in order
   * @param comment may be empty
   */
  record ShownTable(String location, List<ShownColumn> columns, String comment) {
    public ShownTable {
      columns = List.copyOf(columns);
    }
  }

  /**
   * A column as catalogs show it.
   *
   * @param type in Hive's DDL
   * @param comment may be empty
   */
  record ShownColumn(String name, String type, String comment) {}
}
