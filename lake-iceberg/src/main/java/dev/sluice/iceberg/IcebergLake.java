package dev.sluice.iceberg;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.produce.deliver.Sleeper;
import dev.sluice.core.run.port.MetadataCatalog;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.apache.iceberg.exceptions.CommitStateUnknownException;

/**
 * Where Iceberg tables are.
 *
 * @param bucket that the store stands for
 * @param ledgers key prefix of the tables' ledgers, with a slash at the end; not within a table
 * @param pauses before a table is changed again of which no answer came
 */
public record IcebergLake(
    MetadataCatalog catalog,
    ObjectStore store,
    String bucket,
    String ledgers,
    ObjectCache cache,
    Sleeper pauses) {
  private static final int MOST_ATTEMPTS = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

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

  /** A change of a table as it was looked at. */
  @FunctionalInterface
  interface TableChange<T> {
    T of(PinnedTable pinned) throws IOException;
  }

  /**
   * Looks at a table and changes it; again, if somebody else was faster or no answer came.
   *
   * @param done what the change is called, like "changed"
   * @throws IOException if the table can't be read or written, or others change it all the time
   */
  <T> T change(String table, String done, TableChange<T> change) throws IOException {
    return change(look(table), done, change);
  }

  /**
   * The same, of a table that was looked at already.
   *
   * @param first how it was
   */
  <T> T change(PinnedTable first, String done, TableChange<T> change) throws IOException {
    String table = first.tableName();
    RuntimeException last = null;
    for (int i = 0; i < MOST_ATTEMPTS; i++) {
      if (last instanceof CommitStateUnknownException) {
        pause(i);
      }
      try {
        return change.of(i == 0 ? first : look(table));
      } catch (PinnedTable.ChangedException | CommitStateUnknownException e) {
        last = e;
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    throw new IOException(
        "Table '%s' was not %s in %d attempts: %s"
            .formatted(table, done, MOST_ATTEMPTS, last.getMessage()),
        last);
  }

  /** What gave no answer gets time, which doubles. */
  private void pause(int attempt) throws IOException {
    try {
      pauses.sleep(FIRST_PAUSE.multipliedBy(1L << attempt - 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /**
   * Looks at a table that a run has made.
   *
   * @throws IOException if none has, or it can't be read
   */
  PinnedTable made(String table) throws IOException {
    return made(look(table));
  }

  static PinnedTable made(PinnedTable table) throws IOException {
    if (!table.exists()) {
      throw new IOException(
          "Table '%s' does not exist yet: no run has made it".formatted(table.tableName()));
    }
    return table;
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
