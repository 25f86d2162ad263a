package dev.sluice.iceberg;

import dev.sluice.core.run.port.MetadataCatalog;
import dev.sluice.core.run.port.MetadataCatalog.MetadataPointer;
import dev.sluice.core.run.port.MetadataCatalog.MetadataSwap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.iceberg.BaseMetastoreTableOperations;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.CleanableFailure;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.io.FileIO;

/**
 * A table as it was when it was looked at. What is committed must be based on just that: Iceberg
 * would apply a change again to whatever others made of the table meanwhile, but what they did has
 * to be judged first. So there is no refresh, and no retry: whoever commits looks again.
 */
final class PinnedTable extends BaseMetastoreTableOperations {
  private final String name;
  private final MetadataCatalog catalog;
  private final FileIO io;
  private Optional<MetadataPointer> pointer;
  private boolean isAnew;
  private Optional<TableMetadata> released = Optional.empty();

  /** Somebody else changed the table: nothing was done, and what was written is deleted. */
  static final class ChangedException extends RuntimeException implements CleanableFailure {
    private static final long serialVersionUID = 1;

    ChangedException(String message) {
      super(message);
    }
  }

  /** The catalog won't change the table: nothing was done, and what was written is deleted. */
  static final class RefusedException extends UncheckedIOException implements CleanableFailure {
    private static final long serialVersionUID = 1;

    RefusedException(IOException cause) {
      super(cause);
    }
  }

  private PinnedTable(
      String name, MetadataCatalog catalog, FileIO io, Optional<MetadataPointer> pointer) {
    this.name = name;
    this.catalog = catalog;
    this.io = io;
    this.pointer = pointer;
  }

  /** Looks at the table. */
  static PinnedTable look(String name, MetadataCatalog catalog, FileIO io) throws IOException {
    PinnedTable table = new PinnedTable(name, catalog, io, catalog.read(name));
    table.refresh();
    return table;
  }

  /** Whether there is such an Iceberg table. */
  boolean exists() {
    return pointer.filter(MetadataPointer::isIceberg).isPresent();
  }

  /** Whether there is a table of that name in another format. */
  boolean isOfAnotherFormat() {
    return pointer.filter(found -> !found.isIceberg()).isPresent();
  }

  /** From here on it is as if nobody had pinned the table; the next commit makes it so. */
  void release() {
    become(Pin.released(current()));
  }

  /** From here on it is as if the table were so; the next commit makes it so. */
  void become(TableMetadata metadata) {
    released = Optional.of(metadata);
  }

  /** The same place in the catalog for a table of another identity; its first commit takes it. */
  PinnedTable anew() {
    PinnedTable anew = new PinnedTable(name, catalog, io, pointer);
    anew.isAnew = true;
    return anew;
  }

  /** Changes with every change of the table; empty: there is none of that name. */
  Optional<String> version() {
    return pointer.map(at -> at.isIceberg() ? at.location() : at.version());
  }

  @Override
  public TableMetadata current() {
    return released.orElseGet(super::current);
  }

  @Override
  public TableMetadata refresh() {
    return released.orElseGet(super::refresh);
  }

  @Override
  protected String tableName() {
    return name;
  }

  @Override
  public FileIO io() {
    return io;
  }

  @Override
  protected void doRefresh() {
    String location =
        pointer.filter(at -> at.isIceberg() && !isAnew).map(MetadataPointer::location).orElse(null);
    refreshFromMetadataLocation(location, 0);
  }

  @Override
  protected void doCommit(TableMetadata base, TableMetadata metadata) {
    String location = writeNewMetadata(metadata, currentVersion() + 1);
    MetadataSwap swap = new MetadataSwap(name, pointer, location, ShownTables.of(metadata));
    boolean isDone;
    try {
      isDone = catalog.swap(swap);
    } catch (MetadataCatalog.RefusedException e) {
      io.deleteFile(location);
      throw new RefusedException(e);
    } catch (IOException e) {
      throw new CommitStateUnknownException(e);
    }
    if (!isDone) {
      io.deleteFile(location);
      throw new ChangedException("Table '%s' was changed by somebody else".formatted(name));
    }
    released = Optional.empty();
    isAnew = false;
    // The version is unknown, so this is good for looking at the table, not for another commit.
    pointer = Optional.of(new MetadataPointer(location, ""));
  }
}
