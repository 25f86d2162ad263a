package dev.sluice.localaws.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.crawler.CrawlerRuns;
import dev.sluice.localaws.store.DirectoryLake;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries over raw tables and partitions that no one declared: a crawler found them. */
class CrawledTablesTest {
  private static final String INHERIT =
      ", \"Configuration\": \"{\\\"Version\\\": 1.0, \\\"CrawlerOutput\\\": {\\\"Partitions\\\":"
          + " {\\\"AddOrUpdateBehavior\\\": \\\"InheritFromTable\\\"}}}\"";

  @TempDir Path directory;
  private TableFixture lake;

  @BeforeEach
  void make() throws IOException {
    lake = new TableFixture(directory);
  }

  @Test
  void readsJsonInAnyArrangement() throws Exception {
    lake.object("raw/day=1/lines.json", "{\"id\": 1, \"eventTime\": \"a\"}\n{\"id\": 2}\n")
        .object("raw/day=2/firehose", "{\"id\": 3}{\"id\": 4, \"eventTime\": \"b\"}{\"id\": 5}")
        .object("raw/day=3/over.json", "{\n  \"id\": 6,\n  \"eventTime\": \"c\"\n}");
    crawl("raw", INHERIT);

    assertThat(
            lake.csv(
                "SELECT day, count(*) AS n, max(eventtime) AS t FROM raw GROUP BY day ORDER BY"
                    + " day"))
        .isEqualTo(
            "\"day\",\"n\",\"t\"\n\"1\",\"2\",\"a\"\n\"2\",\"3\",\"b\"\n\"3\",\"1\",\"c\"\n");
  }

  @Test
  void readsStructsAndArraysOutOfGzip() throws Exception {
    gzip(
        "raw/a.gz",
        "{\"id\": 1, \"place\": {\"name\": \"Bonn\", \"at\": [50.7, 7]}}\n"
            + "{\"id\": 2, \"place\": {\"name\": \"Jena\", \"at\": [51, 11.5]}}\n");
    crawl("raw", "");

    assertThat(lake.csv("SELECT id, place.name AS name, place.at[1] AS lat FROM raw ORDER BY id"))
        .isEqualTo("\"id\",\"name\",\"lat\"\n\"1\",\"Bonn\",\"50.7\"\n\"2\",\"Jena\",\"51.0\"\n");
  }

  @Test
  void readsAnObjectThatIsOneArrayByItsColumn() throws Exception {
    lake.object("raw/a.json", "[{\"id\": 1}, {\"id\": 2}]");
    crawl("raw", "");

    assertThat(lake.csv("SELECT \"array\"[2].id AS n FROM raw")).isEqualTo("\"n\"\n\"2\"\n");
  }

  @Test
  void readsCsvWithItsHeaderAndTypes() throws Exception {
    lake.object("raw/2026/06/a.csv", "id|name|score\n1|x|1.5\n2|y|\n");
    crawl("raw", "");

    assertThat(lake.csv("SELECT id + 1 AS next, name, score, partition_1 FROM raw ORDER BY id"))
        .isEqualTo(
            "\"next\",\"name\",\"score\",\"partition_1\"\n"
                + "\"2\",\"x\",\"1.5\",\"06\"\n"
                + "\"3\",\"y\",,\"06\"\n");
  }

  @Test
  void refusesPartitionsOfOtherTypesUnlessTheyInherit() throws Exception {
    lake.object("raw/day=1/a.json", "{\"n\": 1}").object("raw/day=2/b.json", "{\"n\": 1.5}");
    crawl("raw", "");

    assertThatThrownBy(() -> lake.csv("SELECT * FROM raw"))
        .hasMessageStartingWith("HIVE_PARTITION_SCHEMA_MISMATCH")
        .hasMessageContaining("'double', but partition '1' declared column 'n' as type 'int'");
    crawl("raw", INHERIT);
    assertThat(lake.csv("SELECT sum(n) AS n FROM raw")).isEqualTo("\"n\"\n\"2.5\"\n");
  }

  @Test
  void findsTablesOfParquetWithTheirTypesAndPlainFoldersByTheirPlace() throws Exception {
    lake.parquet(
        "trusted/readings/2026/06/08/a.parquet",
        "SELECT 'a' AS id, 1::INTEGER AS n, 2.5::DOUBLE AS reading,"
            + " TIMESTAMPTZ '2026-06-08 10:00:00+00' AS event_time, DATE '2026-06-08' AS day,"
            + " 1.50::DECIMAL(10, 2) AS price, 'x'::BLOB AS picture");
    crawl("trusted/readings", INHERIT);

    List<String> types = new ArrayList<>();
    lake.catalog
        .table("farm", "readings")
        .path("StorageDescriptor")
        .path("Columns")
        .forEach(each -> types.add(each.path("Name").asText() + " " + each.path("Type").asText()));
    assertThat(types)
        .containsExactly(
            "id string",
            "n int",
            "reading double",
            "event_time timestamp",
            "day date",
            "price decimal(10,2)",
            "picture binary");
    assertThat(
            lake.csv(
                "SELECT id, event_time, partition_0, partition_2 FROM readings"
                    + " WHERE partition_1 = '06'"))
        .isEqualTo(
            "\"id\",\"event_time\",\"partition_0\",\"partition_2\"\n"
                + "\"a\",\"2026-06-08 10:00:00.000\",\"2026\",\"08\"\n");
  }

  @Test
  void typesThePartitionsOfADeclaredTableByItsKeys() throws Exception {
    lake.parquet("trusted/year=2026/month=06/a.parquet", "SELECT 'a' AS id")
        .table("trusted", TableFixture.Serdes.PARQUET, "id string", "year int, month int", "{}");
    assertThat(lake.csv("SELECT count(*) AS n FROM trusted")).isEqualTo("\"n\"\n\"0\"\n");

    run(
        "{\"Targets\": {\"CatalogTargets\": [{\"DatabaseName\": \"farm\", \"Tables\":"
            + " [\"trusted\"]}]}, \"SchemaChangePolicy\": {\"UpdateBehavior\": \"LOG\","
            + " \"DeleteBehavior\": \"LOG\"}}");

    assertThat(lake.csv("SELECT id, year + 1 AS next, month FROM trusted WHERE month = 6"))
        .isEqualTo("\"id\",\"next\",\"month\"\n\"a\",\"2027\",\"6\"\n");
  }

  private void crawl(String folder, String more) throws Exception {
    run(
        "{\"DatabaseName\": \"farm\", \"Targets\": {\"S3Targets\": [{\"Path\": \"s3://lake/%s/\"}]}%s}"
            .formatted(folder, more));
  }

  private void run(String definition) throws Exception {
    CrawlerRuns.once(
        lake.catalog,
        new DirectoryLake(lake.root),
        directory.resolve("logs"),
        LakeClock.stoppedAt(TableFixture.NOW),
        new ObjectMapper().readTree(definition));
  }

  private void gzip(String key, String content) throws IOException {
    Path file = lake.root.resolve("lake").resolve(key);
    Files.createDirectories(file.getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
  }
}
