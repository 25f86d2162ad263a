package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.run.port.ExecutionStatus;
import dev.sluice.core.run.port.QueryEngine.QueryStart;
import dev.sluice.core.run.port.QueryEngine.TableStart;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.AthenaException;
import software.amazon.awssdk.services.athena.model.GetQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.GetQueryExecutionResponse;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionResponse;

class AthenaQueryEngineTest {
  /** An Athena of one query. */
  private static final class OneQueryAthena implements AthenaClient {
    private StartQueryExecutionRequest started;
    private QueryExecutionState state = QueryExecutionState.QUEUED;

    @Override
    public StartQueryExecutionResponse startQueryExecution(StartQueryExecutionRequest request) {
      if (request.queryString().isEmpty()) {
        throw AthenaException.builder().message("too many queries").build();
      }
      started = request;
      return StartQueryExecutionResponse.builder().queryExecutionId("e-1").build();
    }

    @Override
    public GetQueryExecutionResponse getQueryExecution(GetQueryExecutionRequest request) {
      if (!request.queryExecutionId().equals("e-1")) {
        throw InvalidRequestException.builder().message("not found").build();
      }
      return GetQueryExecutionResponse.builder()
          .queryExecution(
              query ->
                  query
                      .status(status -> status.state(state).stateChangeReason("SYNTAX_ERROR"))
                      .resultConfiguration(
                          result -> result.outputLocation("s3://lake/results/farm/hourly/e-1.csv")))
          .build();
    }

    @Override
    public String serviceName() {
      return "athena";
    }

    @Override
    public void close() {
      started = null;
    }
  }

  private final OneQueryAthena athena = new OneQueryAthena();
  private final AthenaQueryEngine engine = new AthenaQueryEngine(athena, "farm", "group", "lake");

  @Test
  void startsAQueryWithATokenAndAPlaceForItsResult() throws IOException {
    assertThat(engine.start(new QueryStart("SELECT 1", "results/farm/hourly/", "t".repeat(32))))
        .isEqualTo("e-1");
    assertThat(athena.started.clientRequestToken()).isEqualTo("t".repeat(32));
    assertThat(athena.started.workGroup()).isEqualTo("group");
    assertThat(athena.started.queryExecutionContext().database()).isEqualTo("farm");
    assertThat(athena.started.resultConfiguration().outputLocation())
        .isEqualTo("s3://lake/results/farm/hourly/");
  }

  @Test
  void makesATableAsParquetInAFolderOfItsOwn() throws IOException {
    engine.make(
        new TableStart(
            "wide__1",
            "refined/farm/wide/1/",
            "SELECT 1 AS one",
            "results/farm/wide/",
            "t",
            false));
    assertThat(athena.started.queryString())
        .isEqualTo(
            """
            CREATE TABLE wide__1
            WITH (
              format = 'PARQUET',
              write_compression = 'ZSTD',
              external_location = 's3://lake/refined/farm/wide/1/'
            ) AS
            SELECT 1 AS one\
            """);
    assertThat(athena.started.resultConfiguration().outputLocation())
        .isEqualTo("s3://lake/results/farm/wide/");
  }

  @Test
  void makesAnIcebergTableInAFolderOfItsOwn() throws IOException {
    engine.make(
        new TableStart(
            "wide__1", "refined/farm/wide/1/", "SELECT 1 AS one", "results/farm/wide/", "t", true));
    assertThat(athena.started.queryString())
        .isEqualTo(
            """
            CREATE TABLE wide__1
            WITH (
              format = 'PARQUET',
              write_compression = 'ZSTD',
              table_type = 'ICEBERG',
              is_external = false,
              location = 's3://lake/refined/farm/wide/1/'
            ) AS
            SELECT 1 AS one\
            """);
  }

  @Test
  void tellsStates() throws IOException {
    assertThat(engine.state("e-1")).isEqualTo(new ExecutionStatus.Running());
    athena.state = QueryExecutionState.SUCCEEDED;
    assertThat(engine.state("e-1"))
        .isEqualTo(new ExecutionStatus.Succeeded("results/farm/hourly/e-1.csv"));
    athena.state = QueryExecutionState.FAILED;
    assertThat(engine.state("e-1")).isEqualTo(new ExecutionStatus.Failed("FAILED: SYNTAX_ERROR"));
  }

  @Test
  void takesAnUnknownExecutionForFailed() throws IOException {
    assertThat(engine.state("e-2")).isInstanceOf(ExecutionStatus.Failed.class);
  }

  @Test
  void saysWhatAthenaRefuses() {
    assertThatThrownBy(() -> engine.start(new QueryStart("", "results/farm/hourly/", "t")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("results/farm/hourly/")
        .hasMessageContaining("group")
        .hasMessageContaining("too many queries");
  }
}
