package dev.sluice.localaws.athena;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.Eventually;
import dev.sluice.localaws.events.EventBus;
import dev.sluice.localaws.glue.GlueService;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.AwsServer;
import dev.sluice.localaws.http.JsonService;
import dev.sluice.localaws.store.DirectoryLake;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;
import software.amazon.awssdk.services.glue.GlueClient;

/** Athena and Glue behind a port, with AWS's clients for them. */
abstract class AthenaOverTheWire {

  final List<ObjectNode> events = new CopyOnWriteArrayList<>();
  @TempDir Path directory;
  TableFixture lake;
  QueryQueue queue;
  private AwsServer server;
  AthenaClient athena;
  GlueClient glue;

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
    JsonService metadata = AthenaService.over(queue, groups, clock);
    new MetadataOperations(lake.catalog).addTo(metadata);
    server.start(
        List.of(metadata, GlueService.over(lake.catalog)), exchange -> exchange.answer(500));
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

  String start(String sql) {
    return athena.startQueryExecution(request(sql)).queryExecutionId();
  }

  static StartQueryExecutionRequest request(String sql) {
    return StartQueryExecutionRequest.builder()
        .queryString(sql)
        .queryExecutionContext(c -> c.database("farm"))
        .resultConfiguration(c -> c.outputLocation("s3://lake/results/"))
        .build();
  }

  QueryExecution await(String id) {
    Eventually.await(
        "the end of query " + id,
        () -> query(id).status().completionDateTime() != null && !queue.busy());
    return query(id);
  }

  private QueryExecution query(String id) {
    return athena.getQueryExecution(r -> r.queryExecutionId(id)).queryExecution();
  }

  void awaitEvents(int count) {
    Eventually.await(count + " events", () -> events.size() >= count);
  }
}
