package dev.sluice.localaws.crawler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.events.EventBus;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.glue.GlueService;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.JsonService;
import dev.sluice.localaws.store.DirectoryLake;
import dev.sluice.localaws.store.S3Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.CreateCrawlerRequest;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.S3Target;
import software.amazon.awssdk.services.glue.model.Table;

/** CrawlerRunner behind a port, with AWS's client for them, and a bucket to look at. */
abstract class CrawlersOverTheWire {
  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  final BlockingQueue<ObjectNode> events = new LinkedBlockingQueue<>();
  final List<CompletableFuture<Void>> ends = new CopyOnWriteArrayList<>();
  @TempDir Path directory;
  DirectoryLake bucket;
  CrawlerRunner crawlers;
  GlueClient glue;
  private TestEndpoints port;

  @BeforeEach
  void start() throws Exception {
    LakeClock clock = LakeClock.stoppedAt(NOW);
    Files.createDirectories(directory.resolve("s3/lake"));
    bucket = new DirectoryLake(directory.resolve("s3"));
    EventBus bus = new EventBus(Account.LOCAL, clock);
    bus.putRule("crawlers", "{\"source\": [\"aws.glue\"]}", true);
    bus.putTarget("crawlers", "test", "arn:test", events::add);
    Catalog catalog = new Catalog(directory.resolve("catalog"), clock);
    catalog.createDatabase(new ObjectMapper().createObjectNode().put("Name", "farm"));
    crawlers = new CrawlerRunner(catalog, bucket, directory.resolve("logs"), bus, clock);
    crawlers.onStart(ends::add);
    JsonService service = GlueService.over(catalog);
    new CrawlerOperations(crawlers).addTo(service);
    port = TestEndpoints.serving(service);
    glue = port.client(GlueClient.builder());
  }

  @AfterEach
  void stop() {
    glue.close();
    port.close();
    crawlers.close();
  }

  void put(String key, String content) throws IOException {
    bucket.put(S3Location.parse("s3://lake/" + key), content.getBytes(StandardCharsets.UTF_8));
  }

  static CreateCrawlerRequest.Builder crawler(String path) {
    return CreateCrawlerRequest.builder()
        .name("raw")
        .role("role")
        .databaseName("farm")
        .targets(t -> t.s3Targets(S3Target.builder().path(path).build()));
  }

  /** Makes the crawler and lets it crawl. */
  void crawl(CreateCrawlerRequest.Builder crawler) throws Exception {
    glue.createCrawler(crawler.build());
    crawlAgain();
  }

  void crawlAgain() throws Exception {
    glue.startCrawler(r -> r.name("raw"));
    ends.get(ends.size() - 1).get(30, TimeUnit.SECONDS);
    assertThat(glue.getCrawler(r -> r.name("raw")).crawler().stateAsString()).isEqualTo("READY");
  }

  List<String> tables() {
    return glue.getTables(r -> r.databaseName("farm")).tableList().stream()
        .map(Table::name)
        .toList();
  }

  Table table(String name) {
    return glue.getTable(r -> r.databaseName("farm").name(name)).table();
  }

  Map<String, String> columns(String table) {
    return types(table(table).storageDescriptor().columns());
  }

  static Map<String, String> types(List<Column> columns) {
    Map<String, String> types = new TreeMap<>();
    columns.forEach(column -> types.put(column.name(), column.type()));
    return types;
  }

  List<String> keys(String table) {
    return table(table).partitionKeys().stream().map(Column::name).toList();
  }

  List<Partition> partitions(String table) {
    return glue.getPartitions(r -> r.databaseName("farm").tableName(table)).partitions();
  }
}
