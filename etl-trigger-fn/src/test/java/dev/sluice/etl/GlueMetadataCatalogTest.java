package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.aws.GlueMetadataCatalog;
import dev.sluice.core.run.port.MetadataCatalog;
import dev.sluice.core.run.port.MetadataCatalog.MetadataSwap;
import dev.sluice.core.run.port.MetadataCatalog.ShownTable;
import dev.sluice.core.run.port.MetadataCatalogContract;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.Table;

class GlueMetadataCatalogTest extends MetadataCatalogContract {
  private final GlueTableCatalogTest.TablesInMemory glue =
      new GlueTableCatalogTest.TablesInMemory();
  private final GlueMetadataCatalog catalog = new GlueMetadataCatalog(glue, "farm");

  @Override
  protected MetadataCatalog catalog() {
    return catalog;
  }

  @Override
  protected void makePlain(String table) {
    glue.createTable(
        request ->
            request
                .databaseName("farm")
                .tableInput(
                    input -> input.name(table).parameters(Map.of("classification", "parquet"))));
  }

  @Test
  void enginesFindTheTable() throws IOException {
    ShownTable shown = new ShownTable("s3://lake/trusted/farm/readings", List.of(), "all");
    catalog.swap(new MetadataSwap("readings", Optional.empty(), "s3://lake/1", shown));
    catalog.swap(new MetadataSwap("readings", catalog.read("readings"), "s3://lake/2", shown));
    Table table = glue.getTable(request -> request.databaseName("farm").name("readings")).table();
    assertThat(table.tableType()).isEqualTo("EXTERNAL_TABLE");
    assertThat(table.description()).isEqualTo("all");
    assertThat(table.storageDescriptor().location()).isEqualTo("s3://lake/trusted/farm/readings");
    assertThat(table.parameters())
        .containsEntry("table_type", "ICEBERG")
        .containsEntry("metadata_location", "s3://lake/2")
        .containsEntry("previous_metadata_location", "s3://lake/1");
  }

  private void make(Map<String, String> parameters) {
    glue.createTable(
        request ->
            request
                .databaseName("farm")
                .tableInput(input -> input.name("readings").parameters(parameters)));
  }

  @Test
  void aTableTypeInSmallLettersIsIceberg() throws IOException {
    make(Map.of("table_type", "iceberg", "metadata_location", "s3://lake/1"));
    assertThat(catalog.read("readings").orElseThrow().isIceberg()).isTrue();
  }

  @Test
  void anIcebergTableWithoutMetadataIsNotTakenForAPlainOne() {
    make(Map.of("table_type", "ICEBERG"));
    assertThatThrownBy(() -> catalog.read("readings"))
        .hasMessageContaining("'readings' is an Iceberg table and not where its metadata is");
  }
}
