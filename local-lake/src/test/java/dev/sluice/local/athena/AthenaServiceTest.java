package dev.sluice.local.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.local.events.EventBus;
import dev.sluice.local.glue.GlueService;
import dev.sluice.local.http.Account;
import dev.sluice.local.http.AwsServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.Row;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionResponse;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.PartitionInput;

/** Athena and Glue over the wire, by AWS's SDK. */
class AthenaServiceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<ObjectNode> events = new CopyOnWriteArrayList<>();
  @TempDir Path directory;
  private TableFixture lake;
  private QueryQueue queue;
  private AwsServer server;
  private AthenaClient athena;
  private GlueClient glue;

  @BeforeEach
  void start() throws Exception {
    lake = new TableFixture(directory);
    Clock clock = Clock.fixed(TableFixture.NOW, ZoneOffset.UTC);
    WorkGroups groups = new WorkGroups(clock);
    EventBus bus = new EventBus(Account.LOCAL, clock);
    bus.putRule("queries", "{\"source\": [\"aws.athena\"]}", true);
    bus.putTarget("queries", "test", "arn:test", events::add);
    queue = new QueryQueue(lake.engine, groups, new DirectoryLake(lake.root), bus, clock);
    server = AwsServer.bind("127.0.0.1", 0);
    server.start(
        List.of(AthenaService.over(queue, groups, clock), GlueService.over(lake.catalog)),
        exchange -> exchange.sendResponseHeaders(500, -1));
    athena = client(server.endpoint());
    glue =
        GlueClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  private static AthenaClient client(URI endpoint) {
    return AthenaClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  @AfterEach
  void stop() {
    athena.close();
    glue.close();
    server.close();
    queue.close();
  }

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
    ends.take().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

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

  @Test
  void writesWhereAnEnforcingWorkgroupSays() {
    athena.createWorkGroup(
        r ->
            r.name("strict")
                .configuration(
                    c -> c.resultConfiguration(o -> o.outputLocation("s3://lake/strict/"))));

    String id =
        athena
            .startQueryExecution(request("SELECT 1").toBuilder().workGroup("strict").build())
            .queryExecutionId();

    assertThat(await(id).resultConfiguration().outputLocation()).startsWith("s3://lake/strict/");
    assertThat(athena.listWorkGroups(r -> {}).workGroups()).hasSize(2);
    assertThat(athena.listQueryExecutions(r -> r.workGroup("strict")).queryExecutionIds())
        .containsExactly(id);
  }

  @Test
  void refusesWhatAthenaRefuses() {
    assertThatThrownBy(() -> athena.startQueryExecution(r -> r.queryString("SELECT 1")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("No output location provided");
    assertThatThrownBy(() -> start("SELECT '" + "x".repeat(262_144) + "'"))
        .hasMessageContaining("262144");
    assertThatThrownBy(() -> athena.getQueryExecution(r -> r.queryExecutionId("none")))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void failsAQueryWhoseBucketIsNotThere() {
    String id =
        athena
            .startQueryExecution(
                r ->
                    r.queryString("SELECT 1")
                        .resultConfiguration(c -> c.outputLocation("s3://gone/x/")))
            .queryExecutionId();

    assertThat(await(id).status().athenaError().errorType()).isEqualTo(401);
  }

  @Test
  void stopsAQuery() {
    String id =
        start(
            "SELECT count(*) FROM (SELECT 1 FROM ("
                + numbers()
                + ") a, ("
                + numbers()
                + ") b, ("
                + numbers()
                + ") c)");

    athena.stopQueryExecution(r -> r.queryExecutionId(id));

    assertThat(await(id).status().state()).isEqualTo(QueryExecutionState.CANCELLED);
    assertThat(await(start("SELECT 1")).status().state()).isEqualTo(QueryExecutionState.SUCCEEDED);
  }

  @Test
  void keepsTheCatalogOverTheWire() {
    glue.createTable(
        r ->
            r.databaseName("farm")
                .tableInput(
                    t ->
                        t.name("Parts")
                            .partitionKeys(
                                List.of(Column.builder().name("y").type("int").build()))));
    BatchCreatePartitionResponse created =
        glue.batchCreatePartition(
            r ->
                r.databaseName("farm")
                    .tableName("parts")
                    .partitionInputList(partition("1"), partition("1")));

    assertThat(created.errors()).hasSize(1);
    assertThat(glue.getPartitions(r -> r.databaseName("farm").tableName("parts")).partitions())
        .hasSize(1);
    assertThat(glue.getTables(r -> r.databaseName("farm").expression("par.*")).tableList())
        .hasSize(1);
    assertThat(glue.getTable(r -> r.databaseName("farm").name("parts")).table().createTime())
        .isEqualTo(TableFixture.NOW);
    assertThatThrownBy(() -> glue.getTable(r -> r.databaseName("farm").name("none")))
        .isInstanceOf(EntityNotFoundException.class);
    assertThatThrownBy(() -> glue.createDatabase(r -> r.databaseInput(d -> d.name("farm"))))
        .isInstanceOf(AlreadyExistsException.class);
    assertThatThrownBy(() -> glue.startCrawler(r -> r.name("x")))
        .hasMessageContaining("does not implement");
  }

  private static PartitionInput partition(String value) {
    return PartitionInput.builder().values(value).build();
  }

  private static String numbers() {
    return "SELECT unnest(list_value(" + "1,".repeat(4000) + "1)) AS n";
  }

  private String start(String sql) {
    return athena.startQueryExecution(request(sql)).queryExecutionId();
  }

  private static StartQueryExecutionRequest request(String sql) {
    return StartQueryExecutionRequest.builder()
        .queryString(sql)
        .queryExecutionContext(c -> c.database("farm"))
        .resultConfiguration(c -> c.outputLocation("s3://lake/results/"))
        .build();
  }

  private QueryExecution await(String id) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      QueryExecution query = athena.getQueryExecution(r -> r.queryExecutionId(id)).queryExecution();
      if (query.status().completionDateTime() != null && !queue.busy()) {
        return query;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("Query " + id + " did not end");
  }

  private void awaitEvents(int count) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (events.size() < count && Instant.now().isBefore(deadline)) {
      Thread.onSpinWait();
    }
  }
}
