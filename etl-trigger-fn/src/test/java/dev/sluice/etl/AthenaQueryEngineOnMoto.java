package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.run.port.ExecutionStatus;
import dev.sluice.core.run.port.QueryEngine;
import dev.sluice.core.run.port.QueryEngine.QueryStart;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.athena.AthenaClient;

/**
 * The engine's calls on moto's Athena, which runs no SQL: each query succeeds at once. It knows no
 * request tokens and breaks on an unknown execution, so those are tested elsewhere.
 */
class AthenaQueryEngineOnMoto {
  private static final QueryStart QUERY =
      new QueryStart("SELECT 1", "results/farm/hourly/", "t".repeat(32));

  private final AthenaClient athena =
      AthenaClient.builder()
          .endpointOverride(URI.create(System.getProperty("sluice.moto.endpoint")))
          .build();

  @AfterEach
  void close() {
    athena.close();
  }

  @Test
  void tellsWhereTheResultLies() throws IOException {
    QueryEngine engine = new AthenaQueryEngine(athena, "farm", "primary", "lake");
    String id = engine.start(QUERY);

    assertThat(engine.state(id))
        .isEqualTo(new ExecutionStatus.Succeeded("results/farm/hourly/" + id + ".csv"));
  }

  @Test
  void namesAWorkgroupThatIsMissing() {
    QueryEngine engine = new AthenaQueryEngine(athena, "farm", "no-such-group", "lake");
    assertThatThrownBy(() -> engine.start(QUERY))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-such-group");
  }
}
