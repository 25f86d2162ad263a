package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.run.port.QueryEngine;
import dev.sluice.core.run.port.QueryEngineContract;
import dev.sluice.localaws.athena.HeldQueries;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The function's query engine keeps its contract on the lake's Athena. */
class AthenaQueryEngineOnEndpointTest extends QueryEngineContract {
  @TempDir private Path directory;
  private HeldQueries queries;

  @BeforeEach
  void start() throws IOException {
    queries = new HeldQueries(directory);
  }

  @AfterEach
  void stop() {
    queries.close();
  }

  @Override
  protected QueryEngine engine() {
    return new AthenaQueryEngine(queries.athena(), "farm", "primary", "lake");
  }

  @Override
  protected void endAll() {
    queries.endAll();
  }

  @Override
  protected void cancel(String executionId) {
    queries.athena().stopQueryExecution(request -> request.queryExecutionId(executionId));
  }

  @Test
  void namesAWorkgroupThatIsMissing() {
    QueryEngine engine = new AthenaQueryEngine(queries.athena(), "farm", "no-such-group", "lake");
    assertThatThrownBy(
            () ->
                engine.start(
                    new QueryEngine.QueryStart("SELECT 1", "results/farm/hourly/", "t".repeat(32))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("results/farm/hourly/")
        .hasMessageContaining("WorkGroup no-such-group is not found");
  }
}
