package dev.sluice.iceberg;

import dev.sluice.core.run.port.InMemoryMetadataCatalog;
import dev.sluice.core.run.port.MetadataCatalog.MetadataPointer;
import dev.sluice.core.run.port.TableCatalog;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tables of a catalog in memory, whatever they are. */
record CatalogEntries(InMemoryMetadataCatalog metadata, Set<String> views) implements TableCatalog {
  @Override
  public Optional<TablePointer> pointer(String table) {
    try {
      return metadata.read(table).map(at -> pointer(table, at));
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private TablePointer pointer(String table, MetadataPointer at) {
    Kind kind = at.isIceberg() ? Kind.ICEBERG : Kind.FILES;
    String folder = metadata.folder(table).orElse("");
    String location = folder.replace("s3://lake/", "");
    return new TablePointer(
        location.isEmpty() || location.endsWith("/") ? location : location + "/",
        at.version(),
        views.contains(table) ? Kind.VIEW : kind);
  }

  @Override
  public boolean point(MadeTable table, Optional<TablePointer> pointer) {
    if (!pointer(table.name()).equals(pointer)) {
      return false;
    }
    metadata.makePlain(table.name(), table.location());
    views.remove(table.name());
    return true;
  }

  void makeView(String table, String folder) {
    metadata.makePlain(table, folder);
    views.add(table);
  }

  @Override
  public List<String> names(String prefix) {
    return metadata.names().stream().filter(name -> name.startsWith(prefix)).toList();
  }

  @Override
  public void drop(String table) {
    metadata.drop(table);
    views.remove(table);
  }

  @Override
  public void makeDatabase(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Declared declare(CatalogTable table) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<FoundTable> found(String table) {
    throw new UnsupportedOperationException();
  }
}
