package dev.sluice.core.run.port;

class InMemoryMetadataCatalogTest extends MetadataCatalogContract {
  private final InMemoryMetadataCatalog catalog = new InMemoryMetadataCatalog();

  @Override
  protected MetadataCatalog catalog() {
    return catalog;
  }

  @Override
  protected void makePlain(String table) {
    catalog.makePlain(table);
  }
}
