package dev.sluice.core.run.port;

import dev.sluice.core.pipeline.TableFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A catalog in memory. */
public final class FakeTableCatalog implements TableCatalog {
  public final Map<String, CatalogTable> tables = new HashMap<>();
  public String incompatible = "";

  /** How often declaring fails from now on. */
  public int throttled;

  /** Databases beside the pipeline's own. */
  public final Set<String> databases = new TreeSet<>();

  @Override
  public void makeDatabase(String name) {
    databases.add(name);
  }

  @Override
  public Declared declare(CatalogTable table) throws IOException {
    if (throttled-- > 0) {
      throw new IOException("Rate exceeded");
    }
    if (!incompatible.isEmpty()) {
      return new Declared.Incompatible(incompatible);
    }
    CatalogTable old = tables.put(table.table().name(), table);
    if (old == null) {
      return new Declared.Created();
    }
    return old.equals(table) ? new Declared.Unchanged() : new Declared.Updated();
  }

  /** What a crawler found, by name. */
  public final Map<String, FoundTable> found = new TreeMap<>();

  @Override
  public Optional<FoundTable> found(String table) {
    return Optional.ofNullable(found.get(table));
  }

  /** Tables that were made, by name, with a version for each change. */
  public final Map<String, MadeTable> made = new TreeMap<>();

  private final Map<String, Integer> versions = new HashMap<>();

  /** Declares a table as the engine does. */
  public void helper(String name, String location) {
    helper(name, location, TableFormat.PLAIN);
  }

  /** Declares a table of a format as the engine does. */
  public void helper(String name, String location, TableFormat format) {
    String folder = location.isEmpty() ? "/" : location;
    made.put(name, new MadeTable(name, "", name, folder, new Making("", false, format)));
  }

  /** The names of those that are views. */
  public final Set<String> views = new TreeSet<>();

  /** Declares a view as the engine does. */
  public void view(String name) {
    helper(name, "");
    views.add(name);
  }

  @Override
  public Optional<TablePointer> pointer(String table) {
    return Optional.ofNullable(made.get(table))
        .map(
            at ->
                new TablePointer(
                    at.location().equals("/") ? "" : at.location(),
                    "v" + versions.get(table),
                    kind(at),
                    holds.getOrDefault(table, Hold.NONE)));
  }

  /** Why tables are to be left as they are, by name. */
  public final Map<String, Hold> holds = new HashMap<>();

  private Kind kind(MadeTable table) {
    if (views.contains(table.name())) {
      return Kind.VIEW;
    }
    return table.making().format() instanceof TableFormat.Iceberg ? Kind.ICEBERG : Kind.FILES;
  }

  @Override
  public boolean point(MadeTable table, Optional<TablePointer> pointer) throws IOException {
    if (!pointer.equals(pointer(table.name()))) {
      return false;
    }
    MadeTable helper = made.get(table.helper());
    if (helper == null) {
      throw new IOException("no table " + table.helper());
    }
    made.put(table.name(), table);
    views.remove(table.name());
    if (views.contains(table.helper())) {
      views.add(table.name());
    }
    versions.merge(table.name(), 1, Integer::sum);
    return true;
  }

  /** The names of tables that were cleaned, in order. */
  public final List<String> cleaned = new ArrayList<>();

  @Override
  public void clean(MadeTable table) {
    cleaned.add(table.name());
  }

  @Override
  public List<String> names(String prefix) {
    return made.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
  }

  @Override
  public void drop(String table) {
    made.remove(table);
    views.remove(table);
  }
}
