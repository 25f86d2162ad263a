package dev.sluice.iceberg;

import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.run.port.TableCatalog;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A catalog whose refined tables may be Iceberg tables: the rows that a statement made under a
 * helper's name are exchanged for those of the table by one commit, which is based on just what was
 * looked at. All else is the other catalog's.
 */
public final class RefinedTables implements TableCatalog {
  private final TableCatalog catalog;
  private final Supplier<IcebergLake> made;
  private final Clock clock;
  private Optional<IcebergLake> lake = Optional.empty();

  /**
   * Looks at nothing yet.
   *
   * @param catalog of tables that are not Iceberg tables
   * @param lake where Iceberg tables are; asked for when there is one
   */
  public RefinedTables(TableCatalog catalog, Supplier<IcebergLake> lake, Clock clock) {
    this.catalog = catalog;
    this.made = lake;
    this.clock = clock;
  }

  private IcebergLake lake() {
    if (lake.isEmpty()) {
      lake = Optional.of(made.get());
    }
    return lake.get();
  }

  /** One that can't be read is held: that is no reason to leave others. */
  @Override
  public Optional<TablePointer> pointer(String table) throws IOException {
    Optional<TablePointer> found = catalog.pointer(table);
    if (found.filter(at -> at.kind() == Kind.ICEBERG).isEmpty()) {
      return found;
    }
    try {
      PinnedTable pinned = lake().look(table);
      return pinned.exists() ? MadeRows.pointer(pinned, lake()) : catalog.pointer(table);
    } catch (IOException e) {
      TablePointer at = found.get();
      Hold unknown = new Hold.Unreadable(e.getMessage());
      return Optional.of(new TablePointer(at.location(), at.version(), at.kind(), unknown));
    }
  }

  @Override
  public boolean point(MadeTable table, Optional<TablePointer> pointer) throws IOException {
    if (pointer.isPresent()) {
      mayGo(table, pointer.get());
    }
    if (!(table.making().format() instanceof TableFormat.Iceberg)) {
      return pointOther(table, pointer);
    }
    if (pointer.filter(at -> at.kind() == Kind.VIEW).isEmpty()) {
      return new RowExchange(lake(), table).exchange(pointer);
    }
    if (!catalog.pointer(table.name()).equals(pointer)) {
      return false;
    }
    catalog.drop(table.name());
    return new RowExchange(lake(), table).exchange(Optional.empty());
  }

  /** The other catalog knows another version of an Iceberg table: that of its own entry. */
  private boolean pointOther(MadeTable table, Optional<TablePointer> pointer) throws IOException {
    if (pointer.filter(at -> at.kind() == Kind.ICEBERG).isEmpty()) {
      return catalog.point(table, pointer);
    }
    Optional<TablePointer> entry = catalog.pointer(table.name());
    return pointer(table.name()).equals(pointer) && catalog.point(table, entry);
  }

  private static void mayGo(MadeTable table, TablePointer pointer) throws IOException {
    boolean isTaken = pointer.hold() instanceof Hold.Foreign && table.making().overwritesForeign();
    if (!(pointer.hold() instanceof Hold.None) && !isTaken) {
      throw new IOException("Table '%s': %s".formatted(table.name(), pointer.hold()));
    }
  }

  @Override
  public void clean(MadeTable table) throws IOException {
    if (table.making().format() instanceof TableFormat.Iceberg format) {
      new TableUpkeep(lake(), table.name(), TableKeeping.of(format)).keep(clock.instant());
      new OrphanSweep(lake(), table.name()).sweepOncePerDay(clock.instant());
    }
  }

  @Override
  public void makeDatabase(String name) throws IOException {
    catalog.makeDatabase(name);
  }

  @Override
  public Declared declare(CatalogTable table) throws IOException {
    return catalog.declare(table);
  }

  @Override
  public Optional<FoundTable> found(String table) throws IOException {
    return catalog.found(table);
  }

  @Override
  public List<String> names(String prefix) throws IOException {
    return catalog.names(prefix);
  }

  @Override
  public void drop(String table) throws IOException {
    catalog.drop(table);
  }
}
