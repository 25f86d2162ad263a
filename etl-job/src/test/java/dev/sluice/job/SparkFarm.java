package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.athena.iceberg.FolderCatalog;
import dev.sluice.localaws.athena.iceberg.FolderIO;
import dev.sluice.localaws.athena.iceberg.IcebergFixture;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Runs, raw records with values of all types, and Spark that sees both raw and the table. */
final class SparkFarm {
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

  private static final String PIPELINE =
      """
      pipeline: farm
      source:
        landing: {from: landing/, match: "*.json", to: "raw/records/{yyyy}/{MM}/{dd}/{file}"}
      inputs:
        records: {prefix: raw/records, partition: [year, month, day], style: plain, strict: true}
      trusted:
        readings:
          input: records
          format: iceberg
          partition: [%s]
          dedupe: id
          time: event_time
          columns:
      """;

  static final String COLUMNS =
      """
            id: {type: string, required: true}
            event_time: {from: time, type: timestamp}
            moment: {from: time, type: timestamp(6)}
            day: {from: time, type: date}
            small: {type: int}
            large: {type: long}
            rough: {type: float}
            exact: {type: double}
            ok: {type: boolean}
            title: {from: text, type: string}
            content: {type: binary}
            d9: {type: "decimal(9,2)"}
            d18: {type: "decimal(18,4)"}
            d38: {type: "decimal(38,10)"}
      """;

  /** As Spark reads raw. */
  private static final String RAW =
      "id STRING, time TIMESTAMP, small INT, large BIGINT, rough FLOAT, exact DOUBLE, ok BOOLEAN,"
          + " text STRING, content BINARY, d9 DECIMAL(9,2), d18 DECIMAL(18,4), d38 DECIMAL(38,10),"
          + " extra STRING";

  static final String OF_RAW =
      "SELECT id, date_trunc('MILLISECOND', time) AS event_time, time AS moment, CAST(time AS DATE)"
          + " AS day, small, large, rough, exact, ok, text AS title, content, d9, d18, d38 FROM"
          + " raw";

  final IcebergFixture ice;
  final IcebergRuns runs;
  final SparkSession spark;

  /** Whether some records are of other days than their folder, or have no time. */
  boolean hasStrays = true;

  private final Random random = new Random(15);

  SparkFarm(Path directory) throws IOException {
    ice = new IcebergFixture(directory);
    runs = new IcebergRuns(ice.lake.root, directory.resolve("farm.yaml"));
    spark = LocalSpark.session().newSession();
    spark.conf().set("spark.sql.catalog.ice", "org.apache.iceberg.spark.SparkCatalog");
    spark.conf().set("spark.sql.catalog.ice.catalog-impl", FolderCatalog.class.getName());
    spark.conf().set("spark.sql.catalog.ice.cache-enabled", "false");
    spark.conf().set("spark.sql.catalog.ice." + FolderIO.FOLDER, ice.lake.root.toString());
    SparkSession.setActiveSession(spark);
  }

  void define(String partition) throws IOException {
    define(partition, COLUMNS);
  }

  void define(String partition, String columns) throws IOException {
    runs.define(PIPELINE.formatted(partition) + columns.indent(2));
  }

  /** Records that lie in the folder of a day, from 0 on; some are of other days. */
  void raw(int day, String name, int count, String... more) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(record(day, day + "-" + name + "-" + i, more)).append('\n');
    }
    runs.put("raw/records/2026/06/%02d/%s.json".formatted(day + 1, name), lines.toString());
  }

  private String record(int day, String id, String... more) {
    List<String> fields = new ArrayList<>(List.of("\"id\":\"" + id + "\""));
    int off = hasStrays && random.nextInt(20) == 0 ? random.nextInt(4) - 2 : 0;
    Instant time =
        START
            .plus(day + off, ChronoUnit.DAYS)
            .plus(random.nextLong(86_400_000_000L), ChronoUnit.MICROS);
    if (!hasStrays || random.nextInt(12) > 0) {
      fields.add("\"time\":\"%s\"".formatted(time));
    }
    maybe(fields, "small", random.nextInt());
    maybe(fields, "large", random.nextLong());
    maybe(fields, "rough", random.nextInt(1_000) / 4.0);
    maybe(fields, "exact", random.nextGaussian() * 1e9);
    maybe(fields, "ok", random.nextBoolean());
    maybe(fields, "text", '"' + "n%d ü😀".formatted(random.nextInt(50)).repeat(3) + '"');
    maybe(fields, "content", "\"//79AA%02d\"".formatted(random.nextInt(100)));
    maybe(fields, "d9", decimal(9, 2));
    maybe(fields, "d18", decimal(18, 4));
    maybe(fields, "d38", decimal(38, 10));
    fields.addAll(List.of(more));
    return "{" + String.join(",", fields) + "}";
  }

  private void maybe(List<String> fields, String name, Object value) {
    if (random.nextInt(12) > 0) {
      fields.add("\"%s\":%s".formatted(name, value));
    }
  }

  private String decimal(int precision, int scale) {
    BigInteger bound = BigInteger.TEN.pow(1 + random.nextInt(precision));
    BigInteger unscaled = new BigInteger(160, random).mod(bound);
    return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale)
        .toPlainString();
  }

  /** What Spark makes of raw. */
  Dataset<Row> ofRaw(String select) {
    spark
        .read()
        .schema(RAW)
        .json(ice.lake.root.resolve("lake/raw/records").toString() + "/*/*/*")
        .createOrReplaceTempView("raw");
    return spark.sql(select);
  }

  void same(Dataset<Row> expected, Dataset<Row> found) {
    assertThat(found.exceptAll(expected).collectAsList()).as("too much").isEmpty();
    assertThat(expected.exceptAll(found).collectAsList()).as("missing").isEmpty();
    assertThat(expected.count()).isPositive();
  }

  Dataset<Row> table() {
    return spark.sql("SELECT * FROM ice.farm.readings");
  }

  Table loaded() throws Exception {
    return Spark3Util.loadIcebergTable(spark, "ice.farm.readings");
  }
}
