package dev.sluice.etl;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.glue.GlueClient;

/** The catalog keeps its contract on moto's Glue. */
class GlueTableCatalogOnMoto extends GlueTableCatalogContract {
  private GlueClient glue;

  @BeforeEach
  void makeDatabase() {
    glue =
        GlueClient.builder()
            .endpointOverride(URI.create(System.getProperty("sluice.moto.endpoint")))
            .build();
    glue.createDatabase(request -> request.databaseInput(database -> database.name("farm")));
  }

  @AfterEach
  void dropDatabase() {
    glue.deleteDatabase(request -> request.name("farm"));
    glue.close();
  }

  @Override
  protected GlueClient glue() {
    return glue;
  }
}
