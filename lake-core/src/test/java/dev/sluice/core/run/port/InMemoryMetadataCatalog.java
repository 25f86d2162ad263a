package dev.sluice.core.run.port;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A catalog of Iceberg tables in memory, for tests. Keeps to {@link MetadataCatalogContract}. */
public class InMemoryMetadataCatalog implements MetadataCatalog {
  private final Map<String, MetadataPointer> pointers = new HashMap<>();
  private final Map<String, ShownTable> shown = new HashMap<>();
  private long version;

  @Override
  public synchronized Optional<MetadataPointer> read(String table) throws IOException {
    return Optional.ofNullable(pointers.get(table));
  }

  @Override
  public synchronized boolean swap(MetadataSwap swap) throws IOException {
    if (!Optional.ofNullable(pointers.get(swap.table())).equals(swap.base())) {
      return false;
    }
    version++;
    pointers.put(swap.table(), new MetadataPointer(swap.location(), Long.toString(version)));
    shown.put(swap.table(), swap.shown());
    return true;
  }

  @Override
  public synchronized Optional<String> folder(String table) {
    return Optional.ofNullable(shown.get(table)).map(ShownTable::location);
  }

  /** As if somebody had made a table of another format, in a folder. */
  public synchronized void makePlain(String table, String folder) {
    makePlain(table);
    shown.put(table, new ShownTable(folder, List.of(), ""));
  }

  /** As if somebody had made a table of another format. */
  public synchronized void makePlain(String table) {
    version++;
    pointers.put(table, new MetadataPointer("", Long.toString(version)));
  }

  /** As if somebody had dropped a table, and left its objects. */
  public synchronized void drop(String table) {
    pointers.remove(table);
    shown.remove(table);
  }

  /** The names of all tables. */
  public synchronized List<String> names() {
    return List.copyOf(pointers.keySet());
  }

  /** What is shown of a table. */
  public synchronized ShownTable shown(String table) {
    return shown.get(table);
  }
}
