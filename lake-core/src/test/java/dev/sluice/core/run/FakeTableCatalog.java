package dev.sluice.core.run;

import java.util.HashMap;
import java.util.Map;

/** A catalog in memory. */
final class FakeTableCatalog implements TableCatalog {
  final Map<String, CatalogTable> tables = new HashMap<>();
  String incompatible = "";

  @Override
  public Declared declare(CatalogTable table) {
    if (!incompatible.isEmpty()) {
      return new Declared.Incompatible(incompatible);
    }
    CatalogTable old = tables.put(table.table().name(), table);
    if (old == null) {
      return new Declared.Created();
    }
    return old.equals(table) ? new Declared.Unchanged() : new Declared.Updated();
  }
}
