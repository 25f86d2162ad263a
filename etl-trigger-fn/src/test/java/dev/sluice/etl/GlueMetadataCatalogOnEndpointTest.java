package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.aws.GlueMetadataCatalog;
import dev.sluice.core.run.port.MetadataCatalog;
import dev.sluice.core.run.port.MetadataCatalogContract;
import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.glue.GlueService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Table;

/** Iceberg tables keep their contract on the lake's Glue. */
class GlueMetadataCatalogOnEndpointTest extends MetadataCatalogContract {
  @TempDir private Path directory;
  private TestEndpoints port;
  private GlueClient glue;

  @BeforeEach
  void start() throws IOException {
    Catalog catalog = new Catalog(directory.resolve("catalog"), Clock.systemUTC());
    catalog.createDatabase(new ObjectMapper().createObjectNode().put("Name", "farm"));
    port = TestEndpoints.serving(GlueService.over(catalog));
    glue = port.client(GlueClient.builder());
  }

  @AfterEach
  void close() {
    glue.close();
    port.close();
  }

  @Override
  protected MetadataCatalog catalog() {
    return new GlueMetadataCatalog(glue, "farm");
  }

  @Override
  protected void makePlain(String table) {
    glue.createTable(
        request ->
            request
                .databaseName("farm")
                .tableInput(
                    input ->
                        input
                            .name(table)
                            .parameters(Map.of("projection.enabled", "true"))
                            .partitionKeys(key -> key.name("year").type("int"))
                            .storageDescriptor(place -> place.location("s3://lake/x/"))));
  }

  @Test
  void aPlainTablesKeysAndProjectionGoWithIt() throws IOException {
    makePlain("readings");
    MetadataCatalog catalog = catalog();
    assertThat(catalog.folder("readings")).contains("s3://lake/x/");
    MetadataCatalog.ShownTable shown = new MetadataCatalog.ShownTable("s3://lake/x", List.of(), "");
    assertThat(
            catalog.swap(
                new MetadataCatalog.MetadataSwap(
                    "readings", catalog.read("readings"), "s3://lake/x/metadata/1", shown)))
        .isTrue();
    Table table = glue.getTable(request -> request.databaseName("farm").name("readings")).table();
    assertThat(table.partitionKeys()).isEmpty();
    assertThat(table.parameters())
        .doesNotContainKey("projection.enabled")
        .containsEntry("table_type", "ICEBERG");
  }
}
