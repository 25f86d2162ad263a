package dev.sluice.localaws.athena.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.BaseMetastoreCatalog;
import org.apache.iceberg.BaseMetastoreTableOperations;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.FileIO;

/** A catalog for one writer at a time: a table's pointer is a file beside the buckets. */
public final class FolderCatalog extends BaseMetastoreCatalog {
  private final FolderIO io = new FolderIO();
  private Path folder;

  @Override
  public void initialize(String name, Map<String, String> properties) {
    io.initialize(properties);
    folder = Path.of(properties.get(FolderIO.FOLDER));
  }

  private Path pointer(TableIdentifier name) {
    return folder.resolve("pointer-of-" + name);
  }

  @Override
  protected TableOperations newTableOps(TableIdentifier name) {
    return new Operations(name);
  }

  @Override
  protected String defaultWarehouseLocation(TableIdentifier name) {
    return "s3://lake/ice/" + name.name();
  }

  @Override
  public List<TableIdentifier> listTables(Namespace namespace) {
    return List.of();
  }

  @Override
  public boolean dropTable(TableIdentifier name, boolean purge) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void renameTable(TableIdentifier from, TableIdentifier to) {
    throw new UnsupportedOperationException();
  }

  private final class Operations extends BaseMetastoreTableOperations {
    private final TableIdentifier name;

    Operations(TableIdentifier name) {
      this.name = name;
    }

    @Override
    protected String tableName() {
      return name.toString();
    }

    @Override
    public FileIO io() {
      return io;
    }

    @Override
    protected void doRefresh() {
      try {
        boolean there = Files.exists(pointer(name));
        refreshFromMetadataLocation(there ? Files.readString(pointer(name)) : null);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    protected void doCommit(TableMetadata base, TableMetadata metadata) {
      try {
        Files.writeString(pointer(name), writeNewMetadataIfRequired(base == null, metadata));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
