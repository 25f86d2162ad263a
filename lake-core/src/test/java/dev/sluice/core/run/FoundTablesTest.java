package dev.sluice.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.run.port.Crawlers.Layer;
import dev.sluice.core.run.port.FakeCrawlers;
import dev.sluice.core.run.port.FakeQueryEngine;
import dev.sluice.core.run.port.FakeTableCatalog;
import dev.sluice.core.run.port.TableCatalog.FoundTable;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.trusted.FarmLake;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose trusted tables nobody declares: a crawler finds them. */
class FoundTablesTest {
  private static final String LOCATION = "trusted/farm/readings/";
  private static final Pipeline PIPELINE =
      FarmLake.pipeline(
          List.of(
              new RefinedTable(
                  "wide", "SELECT 1 FROM readings", "", List.of("readings"), List.of())),
          List.of(new NamedQuery("all", "SELECT * FROM readings")));

  @TempDir Path folder;
  private final FakeTableCatalog catalog = new FakeTableCatalog();
  private FarmLake lake;
  private FakeCrawlers crawlers;
  private RunDriver driver;
  private Instant time = Instant.parse("2026-06-01T12:00:00Z");

  @BeforeEach
  void makeALake() {
    lake = new FarmLake(folder);
    crawlers = new FakeCrawlers(lake.store);
    crawlers.findsTrusted = true;
    driver =
        new RunDriver(
            new RunDriver.Ports(
                PIPELINE,
                lake.store,
                new RunDriver.Engine.Embedded(lake.transform(1 << 20)),
                catalog,
                Optional.of(crawlers),
                new FakeQueryEngine(),
                Optional.empty()));
  }

  private static Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    for (Column column : FarmLake.TABLE.storedColumns()) {
      columns.put(column.name(), column.glueType());
    }
    return columns;
  }

  private void found(Map<String, String> columns) {
    catalog.found.put(
        "readings",
        new FoundTable(LOCATION, "parquet", false, columns, List.of("year", "month", "day")));
  }

  private RunResult handle(RunEvent.Cause cause) throws IOException {
    time = time.plus(Duration.ofMinutes(5));
    return driver.handle(RunEvents.of(time, cause, () -> 60_000));
  }

  private RunResult schedule() throws IOException {
    return handle(new RunEvent.Cause.Schedule(Optional.empty()));
  }

  private RunResult crawled() throws IOException {
    crawlers.end(false);
    return handle(new RunEvent.Cause.CrawlEnded());
  }

  /** A run until trusted is crawled, with one record. */
  private void crawl() throws IOException {
    lake.put("a", "{\"id\":1,\"data\":2}");
    schedule();
    assertThat(crawled().state()).isEqualTo("CRAWL_TRUSTED");
  }

  @Test
  void declaresNothingAndReadsWhatTheCrawlerFound() throws IOException {
    crawl();
    assertThat(crawlers.targets).containsExactly(LOCATION);
    found(columns());
    assertThat(crawled().state()).isEqualTo("REFINE");
    assertThat(catalog.tables).isEmpty();
  }

  @Test
  void namesColumnExpectedAndFoundTypeAndWhatToDo() throws IOException {
    crawl();
    Map<String, String> other = columns();
    other.put("reading", "string");
    other.remove("ok");
    other.put("extra", "bigint");
    found(other);
    RunResult end = crawled();
    assertThat(end.state()).isEqualTo("FAILED");
    Run.Failure failure = end.failures().get(0);
    assertThat(failure.step()).isEqualTo(Run.Step.CATALOG);
    assertThat(failure.reason())
        .isEqualTo(
            "Table 'readings' is not what the pipeline says: column 'reading' is string, not"
                + " double; column 'ok' (boolean) is missing; column 'extra' (bigint) is not a"
                + " column of the pipeline's");
    assertThat(failure.remedy()).contains("drop the table from the catalog");
    assertThat(end.failures())
        .anySatisfy(
            blocked ->
                assertThat(blocked.reason())
                    .contains("'readings', which the catalog doesn't have as it should"));
  }

  @Test
  void namesAnotherPlaceFormatAndOtherKeys() throws IOException {
    crawl();
    catalog.found.put(
        "readings", new FoundTable("s3://other/x/", "csv", true, columns(), List.of("year")));
    assertThat(crawled().failures().get(0).reason())
        .contains(
            "it lies in 's3://other/x/', not 'trusted/farm/readings/'",
            "its format is 'csv', not 'parquet'",
            "it was declared, so no crawler keeps its partitions",
            "its partition keys are [year], not [year, month, day]");
  }

  @Test
  void saysThatTheCrawlerFoundNoTableWhereThereAreObjects() throws IOException {
    crawl();
    assertThat(crawled().failures().get(0).reason())
        .isEqualTo(
            "Table 'readings' was not found by the crawler: there are objects in"
                + " 'trusted/farm/readings/', but the catalog has no such table");
  }

  @Test
  void leavesOutWhatReadsATableWithoutRows() throws IOException {
    RunResult end = schedule();
    assertThat(end.state()).isEqualTo("NOTHING_TO_DO");
    assertThat(end.failures()).isEmpty();
    assertThat(catalog.tables).isEmpty();
  }

  @Test
  void crawlsAgainAfterSomebodyDroppedATable() throws IOException {
    crawl();
    crawled();
    assertThat(schedule().state()).isEqualTo("CRAWL_TRUSTED");
    found(columns());
    assertThat(crawled().state()).isEqualTo("REFINE");
  }

  @Test
  void crawlsNothingThatIsKnown() throws IOException {
    crawl();
    Map<String, String> other = columns();
    other.put("reading", "string");
    found(other);
    crawled();
    int crawls = crawlers.crawlers.get(Layer.TRUSTED).crawls;
    assertThat(schedule().state()).isEqualTo("FAILED");
    assertThat(crawlers.crawlers.get(Layer.TRUSTED).crawls).isEqualTo(crawls);
  }
}
