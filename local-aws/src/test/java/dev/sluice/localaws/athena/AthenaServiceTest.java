package dev.sluice.localaws.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.Row;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;

class AthenaServiceTest extends AthenaOverTheWire {
  @Test
  void runsAQueryAndKeepsItsResult() throws Exception {
    lake.parquet("t/a.parquet", "SELECT 1::INT AS n, NULL::VARCHAR AS s")
        .parquetTable("t", "n int, s string");

    QueryExecution query = await(start("SELECT n, s FROM t"));

    assertThat(query.status().state()).isEqualTo(QueryExecutionState.SUCCEEDED);
    assertThat(query.status().completionDateTime()).isEqualTo(TableFixture.NOW);
    assertThat(query.statistics().dataScannedInBytes()).isPositive();
    assertThat(query.resultConfiguration().outputLocation())
        .isEqualTo("s3://lake/results/" + query.queryExecutionId() + ".csv");
    assertThat(lake.root.resolve("lake/results/" + query.queryExecutionId() + ".csv"))
        .hasContent("\"n\",\"s\"\n\"1\",\n");
    List<Row> rows =
        athena
            .getQueryResults(r -> r.queryExecutionId(query.queryExecutionId()))
            .resultSet()
            .rows();
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).data().get(0).varCharValue()).isEqualTo("n");
    assertThat(rows.get(1).data().get(1).varCharValue()).isNull();
  }

  @Test
  void aTableWithoutAPlaceOfItsOwnLiesBesideTheResults() {
    QueryExecution query = await(start("CREATE TABLE made AS SELECT 7 AS n"));

    String place = "s3://lake/results/tables/" + query.queryExecutionId();
    assertThat(query.status().state()).isEqualTo(QueryExecutionState.SUCCEEDED);
    assertThat(query.resultConfiguration().outputLocation()).isEqualTo(place);
    assertThat(lake.catalog.table("farm", "made").at("/StorageDescriptor/Location").asText())
        .isEqualTo(place + "/");
    QueryExecution rows = await(start("SELECT n FROM made"));
    assertThat(rows.status().state()).isEqualTo(QueryExecutionState.SUCCEEDED);
    assertThat(
            athena
                .getQueryResults(r -> r.queryExecutionId(rows.queryExecutionId()))
                .resultSet()
                .rows()
                .get(1)
                .data()
                .get(0)
                .varCharValue())
        .isEqualTo("7");
  }

  @Test
  void pagesResultsAfterTheHeader() {
    String id = await(start("SELECT * FROM (VALUES (1), (2), (3)) v(n)")).queryExecutionId();

    List<Integer> pages =
        athena.getQueryResultsPaginator(r -> r.queryExecutionId(id).maxResults(3)).stream()
            .map(page -> page.resultSet().rows().size())
            .toList();

    assertThat(pages).containsExactly(3, 1);
  }

  @Test
  void publishesEveryChangeOfState() {
    QueryExecution failed = await(start("SELECT * FROM nowhere"));

    assertThat(failed.status().stateChangeReason()).startsWith("TABLE_NOT_FOUND: line 1:15");
    assertThat(failed.status().athenaError().errorCategory()).isEqualTo(2);
    awaitEvents(3);
    assertThat(events)
        .extracting(event -> event.path("detail").path("currentState").asText())
        .containsExactly("QUEUED", "RUNNING", "FAILED");
    ObjectNode last = events.get(2);
    assertThat(last.path("detail-type").asText()).isEqualTo("Athena Query State Change");
    assertThat(last.path("time").asText()).isEqualTo("2026-06-02T10:30:00Z");
    assertThat(last.path("detail").path("previousState").asText()).isEqualTo("RUNNING");
    assertThat(last.path("detail").path("sequenceNumber").asText()).isEqualTo("3");
    assertThat(last.path("detail").path("athenaError").path("errorMessage").asText())
        .contains("nowhere");
  }

  @Test
  void tellsTheEndOfAQueryAfterItsLastEvent() throws Exception {
    BlockingQueue<CompletableFuture<Void>> ends = new LinkedBlockingQueue<>();
    queue.onStart(ends::add);

    start("SELECT 1");
    ends.take().get(30, TimeUnit.SECONDS);

    assertThat(events).hasSize(3);
  }

  @Test
  void startsAQueryOnceForAToken() {
    String token = "0123456789012345678901234567890123456789";
    StartQueryExecutionRequest request =
        request("SELECT 1").toBuilder().clientRequestToken(token).build();

    String id = athena.startQueryExecution(request).queryExecutionId();

    assertThat(athena.startQueryExecution(request).queryExecutionId()).isEqualTo(id);
    assertThatThrownBy(
            () -> athena.startQueryExecution(request.toBuilder().queryString("SELECT 2").build()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("Idempotent");
  }
}
