package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.PartitionSurvey;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.localaws.athena.TableFixture;
import dev.sluice.parquet.ParquetTableWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The statements of {@code pipelines/README.md} about checks and revisions, on real objects. */
class QuarantineSqlTest {
  private static final String SHOP =
      """
      pipeline: shop
      source: {landing: {from: landing/, match: "*.json", to: "raw/days/{yyyy}/{MM}/{dd}/{file}"}}
      inputs:
        days: {prefix: raw/days, partition: [year, month, day], style: plain}
      trusted:
        days:
          input: days
          columns:
            reading_id: {from: id, type: string, required: true}
            station: {type: string, required: true}
            temp_max_c: {from: t, type: double}
            updated: {type: long}
            price: {type: "decimal(10,2)"}
            total: {from: price, type: "decimal(38,4)"}
            moment: {from: at, type: timestamp(6)}
            content: {type: binary}
          dedupe: {by: [station, reading_id], latest: updated}
          checks:
            possible: {column: temp_max_c, range: {min: -60, max: 60}, onFail: quarantine}
            known: {column: station, in: [porto, lisbon]}
      """;
  private static final String NEWEST =
      """
      SELECT station, temp_max_c FROM (
        SELECT station, temp_max_c,
               row_number() OVER (PARTITION BY station
                                  ORDER BY updated DESC NULLS LAST, reading_id) AS place
        FROM days) AS ranked
      WHERE place = 1 ORDER BY station
      """;
  private static final String KEYS = "year int, month int, day int";
  private static final String PROJECTION =
      """
      {"projection.enabled": "true",
       "projection.year.type": "integer", "projection.year.range": "2026,2026",
       "projection.month.type": "integer", "projection.month.range": "1,12",
       "projection.month.digits": "2",
       "projection.day.type": "integer", "projection.day.range": "1,31",
       "projection.day.digits": "2"}
      """;

  @TempDir Path folder;
  private TableFixture lake;

  @BeforeEach
  void makeTheTables() throws Exception {
    Path file = Files.writeString(folder.resolve("shop.yaml"), SHOP);
    Pipeline shop = new PipelineLoader().load(file, Map.of());
    InMemoryObjectStore store = new InMemoryObjectStore();
    put(store, "01/a", day("r1", "porto", "21.5", "1"), day("r2", "lisbon", "999", "1"));
    put(store, "01/b", day("r1", "porto", "22.5", "2"), day("r3", "faro", "-99", "null"));
    put(store, "02/a", day("r4", "porto", "19", "null"), day("r5", "faro", "30", "7"));
    put(
        store,
        "02/b",
        "{\"id\":\"r6\",\"station\":\"porto\",\"price\":\"-1234567.80\",\"content\":\"//8=\","
            + "\"at\":\"2026-06-02T12:00:00.123456Z\"}");
    PartitionTransform transform =
        new PartitionTransform(
            shop,
            store,
            new ParquetTableWriter(),
            new PartitionTransform.Workspace(folder, 1 << 20));
    for (TrustedPartition partition : new PartitionSurvey(shop, store).list().partitions()) {
      assertThat(transform.bringUpToDate(partition, RewritePolicy.BY_FINGERPRINT))
          .isInstanceOf(PartitionOutcome.Rewritten.class);
    }
    serve(shop, store);
  }

  private void serve(Pipeline shop, InMemoryObjectStore store) throws Exception {
    lake = new TableFixture(folder.resolve("lake"));
    for (TrustedTable table : shop.catalogTables()) {
      declare(table);
    }
    for (String key : store.keys()) {
      if (key.startsWith("trusted/shop/")) {
        Path object = lake.root.resolve("lake").resolve(key.substring("trusted/shop/".length()));
        Files.createDirectories(object.getParent());
        Files.write(object, store.bytes(key));
      }
    }
  }

  private static void put(InMemoryObjectStore store, String name, String... records)
      throws Exception {
    byte[] content = String.join("\n", records).getBytes(StandardCharsets.UTF_8);
    store.put(PutObject.of("raw/days/2026/06/" + name, content, "application/json"));
  }

  private static String day(String id, String station, String celsius, String updated) {
    return "{\"id\":\"%s\",\"station\":\"%s\",\"t\":%s,\"updated\":%s}"
        .formatted(id, station, celsius, updated);
  }

  private void declare(TrustedTable table) throws Exception {
    String columns =
        table.storedColumns().stream()
            .map(column -> column.name() + " " + column.glueType())
            .collect(Collectors.joining(", "));
    lake.table(table.name(), TableFixture.Serdes.PARQUET, columns, KEYS, PROJECTION);
  }

  @Test
  void theQuarantineTellsWhichChecksItsRowsFail() throws Exception {
    assertThat(
            lake.csv(
                    "SELECT failed_checks, count(*) AS days, max(day) AS last_day"
                        + " FROM days__quarantine GROUP BY failed_checks ORDER BY 1")
                .lines())
        .containsExactly(
            "\"failed_checks\",\"days\",\"last_day\"",
            "\"possible\",\"1\",\"1\"",
            "\"possible,known\",\"1\",\"1\"");
  }

  @Test
  void exactTypesAreReadAsTheCatalogDeclaresThem() throws Exception {
    assertThat(
            lake.csv(
                    "SELECT price, price * 2 AS twice, total, moment, content FROM days"
                        + " WHERE price = DECIMAL '-1234567.80'"
                        + " AND moment = TIMESTAMP '2026-06-02 12:00:00.123'")
                .lines())
        .containsExactly(
            "\"price\",\"twice\",\"total\",\"moment\",\"content\"",
            "\"-1234567.80\",\"-2469135.60\",\"-1234567.8000\",\"2026-06-02 12:00:00.123\",\"ff"
                + " ff\"");
  }

  @Test
  void theNewestOfAllPartitionsIsARefinedTablesConcern() throws Exception {
    assertThat(lake.csv(NEWEST).lines())
        .containsExactly("\"station\",\"temp_max_c\"", "\"faro\",\"30.0\"", "\"porto\",\"22.5\"");
  }
}
