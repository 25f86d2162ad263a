package dev.sluice.localaws.crawler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.CatalogTarget;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Crawler;
import software.amazon.awssdk.services.glue.model.CrawlerNotRunningException;
import software.amazon.awssdk.services.glue.model.CrawlerRunningException;
import software.amazon.awssdk.services.glue.model.CrawlerStoppingException;
import software.amazon.awssdk.services.glue.model.DeleteBehavior;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.S3Target;
import software.amazon.awssdk.services.glue.model.UpdateBehavior;

class CrawlerOperationsTest extends CrawlersOverTheWire {
  @Test
  void showsTheLastCrawlAndAllCrawls() throws Exception {
    put("raw/a.json", "{\"a\": 1}");
    crawl(crawler("s3://lake/raw/"));
    crawlAgain();

    Crawler crawler = glue.getCrawler(r -> r.name("raw")).crawler();
    assertThat(crawler.lastCrawl().statusAsString()).isEqualTo("SUCCEEDED");
    assertThat(crawler.lastCrawl().startTime()).isEqualTo(NOW);
    assertThat(crawler.lastCrawl().logStream()).isEqualTo("raw");
    assertThat(crawler.version()).isEqualTo(1);
    assertThat(crawler.schemaChangePolicy().deleteBehavior())
        .isEqualTo(DeleteBehavior.DEPRECATE_IN_DATABASE);
    assertThat(glue.listCrawls(r -> r.crawlerName("raw")).crawls())
        .hasSize(2)
        .allSatisfy(crawl -> assertThat(crawl.stateAsString()).isEqualTo("COMPLETED"));
    assertThat(glue.listCrawlers(r -> {}).crawlerNames()).containsExactly("raw");
    assertThat(glue.getCrawlers(r -> {}).crawlers()).hasSize(1);
  }

  @Test
  void tellsTheBusOfItsBeginAndEnd() throws Exception {
    put("raw/day=1/a.json", "{\"a\": 1}");
    crawl(crawler("s3://lake/raw/"));

    ObjectNode started = events.poll(10, TimeUnit.SECONDS);
    assertThat(started.path("detail-type").asText()).isEqualTo("Glue Crawler State Change");
    assertThat(started.at("/detail/state").asText()).isEqualTo("Started");
    JsonNode ended = events.poll(10, TimeUnit.SECONDS).path("detail");
    assertThat(ended.path("state").asText()).isEqualTo("Succeeded");
    assertThat(ended.path("crawlerName").asText()).isEqualTo("raw");
    assertThat(ended.path("tablesCreated")).isEqualTo(ended.path("partitionsCreated"));
    assertThat(ended.path("tablesCreated").isTextual()).isTrue();
    assertThat(ended.path("tablesCreated").asText()).isEqualTo("1");
    assertThat(ended.path("message").asText()).isEqualTo("Crawler Succeeded");
  }

  @Test
  void failsWithAReason() throws Exception {
    put("raw/a.json", "{\"a\": 1}");
    crawl(crawler("s3://lake/raw/").databaseName("none"));

    Crawler crawler = glue.getCrawler(r -> r.name("raw")).crawler();
    assertThat(crawler.lastCrawl().statusAsString()).isEqualTo("FAILED");
    assertThat(crawler.lastCrawl().errorMessage()).contains("Database none not found");
    events.poll(10, TimeUnit.SECONDS);
    assertThat(events.poll(10, TimeUnit.SECONDS).at("/detail/state").asText()).isEqualTo("Failed");
  }

  @Test
  void refusesWhatItsStateForbids() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    Thread start = startHeldBy(gate);

    assertThatThrownBy(() -> glue.startCrawler(r -> r.name("raw")))
        .isInstanceOf(CrawlerRunningException.class);
    assertThatThrownBy(() -> glue.updateCrawler(r -> r.name("raw").description("x")))
        .isInstanceOf(CrawlerRunningException.class);
    assertThatThrownBy(() -> glue.deleteCrawler(r -> r.name("raw")))
        .isInstanceOf(CrawlerRunningException.class);
    gate.countDown();
    start.join();
    ends.get(0).get(10, TimeUnit.SECONDS);
    glue.deleteCrawler(r -> r.name("raw"));
    assertThatThrownBy(() -> glue.getCrawler(r -> r.name("raw")))
        .isInstanceOf(EntityNotFoundException.class);
  }

  @Test
  void stopsACrawlOnce() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    Thread start = startHeldBy(gate);

    glue.stopCrawler(r -> r.name("raw"));
    assertThatThrownBy(() -> glue.stopCrawler(r -> r.name("raw")))
        .isInstanceOf(CrawlerStoppingException.class);
    gate.countDown();
    start.join();
    ends.get(0).get(10, TimeUnit.SECONDS);
    assertThat(glue.getCrawler(r -> r.name("raw")).crawler().lastCrawl().statusAsString())
        .isEqualTo("CANCELLED");
    assertThatThrownBy(() -> glue.stopCrawler(r -> r.name("raw")))
        .isInstanceOf(CrawlerNotRunningException.class);
  }

  private Thread startHeldBy(CountDownLatch gate) throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    crawlers.onStart(
        end -> {
          ends.add(end);
          held.countDown();
          awaitGate(gate);
        });
    put("raw/a.json", "{\"a\": 1}");
    glue.createCrawler(crawler("s3://lake/raw/").build());
    Thread start = new Thread(() -> glue.startCrawler(r -> r.name("raw")));
    start.start();
    held.await();
    return start;
  }

  private static void awaitGate(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void countsVersionsAndAimsAnew() throws Exception {
    put("raw/one/a.json", "{\"a\": 1}");
    glue.createCrawler(crawler("s3://lake/none/").build());
    assertThatThrownBy(() -> glue.createCrawler(crawler("s3://lake/none/").build()))
        .isInstanceOf(AlreadyExistsException.class);

    glue.updateCrawler(
        r ->
            r.name("raw")
                .targets(t -> t.s3Targets(S3Target.builder().path("s3://lake/raw/one/").build())));
    crawlAgain();

    assertThat(glue.getCrawler(r -> r.name("raw")).crawler().version()).isEqualTo(2);
    assertThat(tables()).containsExactly("one");
  }

  @Test
  void registersThePartitionsOfTablesOfTheCatalog() throws Exception {
    put("trusted/readings/year=2026/month=06/a.parquet", "x");
    put("trusted/tmdb/2026/07/a.parquet", "x");
    declare("readings");
    declare("tmdb");

    crawl(
        crawler("s3://lake/none/")
            .databaseName("farm")
            .targets(
                t ->
                    t.catalogTargets(
                        CatalogTarget.builder()
                            .databaseName("farm")
                            .tables("readings", "tmdb")
                            .build()))
            .schemaChangePolicy(
                p -> p.updateBehavior(UpdateBehavior.LOG).deleteBehavior(DeleteBehavior.LOG)));

    assertThat(tables()).containsExactly("readings", "tmdb");
    Partition readings = partitions("readings").get(0);
    assertThat(readings.values()).containsExactly("2026", "06");
    assertThat(readings.storageDescriptor().location())
        .isEqualTo("s3://lake/trusted/readings/year=2026/month=06/");
    assertThat(types(readings.storageDescriptor().columns())).containsEntry("id", "string");
    assertThat(partitions("tmdb").get(0).values()).containsExactly("2026", "07");
    assertThat(table("readings").partitionKeys().get(0).type()).isEqualTo("int");
  }

  private void declare(String name) {
    glue.createTable(
        r ->
            r.databaseName("farm")
                .tableInput(
                    t ->
                        t.name(name)
                            .partitionKeys(List.of(column("year", "int"), column("month", "int")))
                            .storageDescriptor(
                                s ->
                                    s.location("s3://lake/trusted/" + name)
                                        .columns(column("id", "string")))));
  }

  private static Column column(String name, String type) {
    return Column.builder().name(name).type(type).build();
  }

  @Test
  void refusesDefinitionsThatGlueRefuses() {
    CatalogTarget tables = CatalogTarget.builder().databaseName("farm").tables("t").build();
    assertThatThrownBy(() -> glue.createCrawler(crawler("lake/raw").build()))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> glue.createCrawler(crawler("s3://l/").targets(t -> {}).build()))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(
            () -> glue.createCrawler(crawler("s3://l/").configuration("{\"a\": 1}").build()))
        .hasMessageContaining("Version");
    assertThatThrownBy(
            () ->
                glue.createCrawler(
                    crawler("s3://l/").targets(t -> t.catalogTargets(tables)).build()))
        .hasMessageContaining("DeleteBehavior must be LOG");
    assertThatThrownBy(() -> glue.createCrawler(crawler("s3://l/").schedule("cron(x)").build()))
        .hasMessageContaining("schedule");
  }
}
