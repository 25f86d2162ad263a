package dev.sluice.iceberg;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.run.port.MetadataCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Where Iceberg tables are.
 *
 * @param bucket that the store stands for
 * @param ledgers key prefix of the tables' ledgers, with a slash at the end; not within a table
 */
public record IcebergLake(
    MetadataCatalog catalog, ObjectStore store, String bucket, String ledgers, ObjectCache cache) {
  public IcebergLake {
    if (!ledgers.endsWith("/")) {
      throw new IllegalArgumentException("'%s' is not a folder".formatted(ledgers));
    }
  }

  /** The whole URL of a key. */
  public String location(String key) {
    return io().location(key);
  }

  StoreFileIO io() {
    return new StoreFileIO(store, bucket, cache);
  }

  String ledgerOf(String table) {
    return location(ledgers + table + "/");
  }

  PinnedTable look(String table) throws IOException {
    try {
      return PinnedTable.look(table, catalog, io());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (RuntimeException e) {
      throw new IOException(
          "The metadata of table '%s' can't be read: %s".formatted(table, e.getMessage()), e);
    }
  }
}
