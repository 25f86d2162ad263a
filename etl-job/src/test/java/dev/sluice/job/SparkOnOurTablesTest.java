package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.athena.result.QueryFailedException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tables that our runs make: Spark, the local Athena and DuckDB find in them what Spark finds in
 * raw by itself; Spark changes and maintains them, and the next run goes on.
 */
class SparkOnOurTablesTest {
  private static final String DAY = "day(event_time)";

  @TempDir Path directory;
  private SparkFarm farm;

  @BeforeEach
  void makeLake() throws IOException {
    farm = new SparkFarm(directory);
  }

  private void days(int count, String name) throws IOException {
    for (int day = 0; day < count; day++) {
      farm.raw(day, name, 20);
    }
  }

  private void sameAsRaw() {
    farm.same(farm.ofRaw(SparkFarm.OF_RAW), farm.table());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "day(event_time)",
        "month(event_time), \"bucket(2, content)\", \"truncate(2, title)\"",
        "\"bucket(4, d38)\", \"bucket(2, moment)\", day",
        ""
      })
  void sparkFindsWhatItFindsInRaw(String partition) throws Exception {
    farm.define(partition);
    days(3, "a");
    assertThat(farm.runs.run()).isEmpty();
    sameAsRaw();
    farm.raw(1, "b", 10);
    assertThat(farm.runs.run()).isEmpty();
    sameAsRaw();
  }

  @Test
  void duckDbFindsTheSameRowsInTheDataFiles() throws Exception {
    farm.define(DAY);
    days(3, "a");
    farm.runs.run();
    farm.raw(1, "b", 10);
    farm.runs.run();
    farm.ice.publish(farm.loaded());
    Path lake = farm.ice.lake.root;
    List<String> files =
        answer("SELECT file_path FROM \"readings$files\"").stream()
            .map(path -> "'" + lake.resolve(path.substring("s3://".length())) + "'")
            .toList();
    Path copy = directory.resolve("copy.parquet");
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM read_parquet("
              + files
              + ", hive_partitioning = false)) TO '"
              + copy
              + "'");
    }
    farm.same(farm.table(), farm.spark.read().parquet(copy.toString()));
  }

  @Test
  void theLocalAthenaFindsTheSameRows() throws Exception {
    farm.define(DAY);
    days(3, "a");
    farm.runs.run();
    farm.ice.publish(farm.loaded());
    String same = "SELECT id, small, large, rough, ok, title, d9, d18, d38, day, ";
    String sparks =
        "hex(content), CAST(floor(exact) AS BIGINT), unix_millis(event_time), CASE WHEN moment IS"
            + " NOT NULL THEN concat(date_format(moment, 'yyyy-MM-dd HH:mm:ss.SSSSSS'), ' UTC') END"
            + " FROM ice.farm.readings";
    String athenas =
        "to_hex(content), CAST(floor(exact) AS BIGINT), date_diff('millisecond', TIMESTAMP"
            + " '1970-01-01 00:00:00 UTC', event_time), moment FROM readings";
    List<String> expected = new ArrayList<>();
    for (Row row : farm.spark.sql(same + sparks).collectAsList()) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        cells.add(row.get(i) instanceof BigDecimal d ? d.toPlainString() : "" + row.get(i));
      }
      expected.add(String.join("|", cells));
    }
    assertThat(answer(same + athenas)).containsExactlyInAnyOrderElementsOf(expected);
  }

  private List<String> answer(String sql) throws QueryFailedException {
    return farm.ice.lake.engine.run("farm", sql).rows().stream()
        .map(row -> String.join("|", row.stream().map(String::valueOf).toList()))
        .toList();
  }

  @Test
  void columnsThatWereAddedRenamedDroppedWidenedAndMovedAreRight() throws Exception {
    farm.define(DAY);
    days(2, "a");
    farm.runs.run();
    String columns =
        SparkFarm.COLUMNS
            .replace("      d38: {type: \"decimal(38,10)\"}\n", "")
            .replace("ok: {type: boolean}", "extra: {type: string}")
            .replace("small: {type: int}", "small: {type: long}")
            .replace("rough: {type: float}", "rough: {type: double}")
            .replace("decimal(9,2)", "decimal(18,2)")
            .replace("title: {from: text,", "headline: {was: title, from: text,");
    farm.define(DAY, "      d38: {type: \"decimal(38,10)\"}\n" + columns);
    farm.raw(1, "b", 10, "\"extra\":\"more\"");
    farm.raw(2, "b", 10, "\"extra\":\"more\"");
    assertThat(farm.runs.run()).isEmpty();
    farm.same(
        farm.ofRaw(
            "SELECT d38, id, date_trunc('MILLISECOND', time), time, CAST(time AS DATE), CAST(small"
                + " AS BIGINT), large, CAST(rough AS DOUBLE), exact, extra, text, content, CAST(d9"
                + " AS DECIMAL(18,2)), d18 FROM raw"),
        farm.table());
    assertThat(farm.table().columns()).startsWith("d38", "id").contains("headline", "extra");
  }

  @Test
  void sparkReadsTheFilesOfTheWantedTimeOnly() throws IOException {
    farm.hasStrays = false;
    farm.define(DAY);
    days(4, "a");
    farm.runs.run();
    Dataset<Row> wanted = farm.table().where("event_time >= TIMESTAMP '2026-06-04 00:00:00'");
    assertThat(wanted.collectAsList()).hasSize(20);
    SparkPlan scan = wanted.queryExecution().executedPlan().collectLeaves().head();
    assertThat(scan.metrics().apply("resultDataFiles").value()).isEqualTo(1);
  }

  private void change() {
    farm.spark.sql("DELETE FROM ice.farm.readings WHERE id = '0-a-3'");
    farm.spark.sql("UPDATE ice.farm.readings SET title = 'theirs' WHERE id = '1-a-2'");
    farm.spark.sql(
        "MERGE INTO ice.farm.readings t USING (SELECT explode(array('2-a-1', 'new')) AS id) s ON"
            + " t.id = s.id WHEN MATCHED THEN UPDATE SET small = 7 WHEN NOT MATCHED THEN INSERT"
            + " (id, event_time) VALUES (s.id, TIMESTAMP '2026-06-03 12:00:00')");
  }

  private void rewrite() throws Exception {
    Table table = farm.loaded();
    SparkActions.get(farm.spark)
        .rewriteDataFiles(table)
        .filter(Expressions.greaterThanOrEqual("event_time", "2026-06-04T00:00:00+00:00"))
        .option("rewrite-all", "true")
        .execute();
    SparkActions.get(farm.spark).rewriteManifests(table).execute();
  }

  private void expire() throws Exception {
    SparkActions.get(farm.spark)
        .expireSnapshots(farm.loaded())
        .expireOlderThan(System.currentTimeMillis() + 1)
        .retainLast(1)
        .execute();
  }

  private long removeOrphans(Duration age) throws Exception {
    List<Row> files = new ArrayList<>();
    Path lake = farm.ice.lake.root;
    try (Stream<Path> found = Files.walk(lake.resolve("lake/trusted"))) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        Timestamp modified = new Timestamp(Files.getLastModifiedTime(file).toMillis());
        files.add(RowFactory.create("s3://" + lake.relativize(file), modified));
      }
    }
    StructType columns =
        new StructType()
            .add("file_path", DataTypes.StringType)
            .add("last_modified", DataTypes.TimestampType);
    Iterable<String> orphans =
        SparkActions.get(farm.spark)
            .deleteOrphanFiles(farm.loaded())
            .compareToFileList(farm.spark.createDataFrame(files, columns))
            .olderThan(farm.runs.now.minus(age).toEpochMilli() + 1)
            .execute()
            .orphanFileLocations();
    return Stream.of(orphans).mapToLong(each -> each.spliterator().getExactSizeIfKnown()).sum();
  }

  /** Rows that stay as they are, whatever becomes of the table. */
  private Dataset<Row> kept(Dataset<Row> rows) {
    return farm.spark.createDataFrame(rows.collectAsList(), rows.schema());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatSparkChangedIsLeftAndNamedAndWhatItRewroteIsMadeAgain(boolean expires) throws Exception {
    farm.hasStrays = false;
    farm.define(DAY);
    days(5, "a");
    farm.runs.run();
    change();
    rewrite();
    if (expires) {
      assertThat(farm.runs.run()).isEmpty();
      expire();
    }
    Dataset<Row> theirs = kept(farm.table().where("event_time < TIMESTAMP '2026-06-04 00:00:00'"));
    assertThat(theirs.count()).isEqualTo(60);
    days(6, "b");
    for (int run = 0; run < 2; run++) {
      Map<String, String> left = farm.runs.run();
      assertThat(left)
          .containsOnlyKeys(
              "year=2026/month=06/day=01",
              "year=2026/month=06/day=02",
              "year=2026/month=06/day=03");
      Dataset<Row> ours = farm.ofRaw(SparkFarm.OF_RAW + " WHERE time >= TIMESTAMP '2026-06-04'");
      farm.same(theirs.union(ours), farm.table());
      removeOrphans(Duration.ZERO);
      farm.raw(4, "c" + run, 5);
    }
  }

  @Test
  void theLedgerAndWhatARunStagedSurviveTheRemovalOfOrphans() throws Exception {
    farm.define(DAY);
    days(3, "a");
    farm.runs.run();
    days(3, "b");
    farm.runs.runThatIsKilled();
    assertThat(removeOrphans(Duration.ofDays(3))).isZero();
    assertThat(farm.runs.run()).isEmpty();
    sameAsRaw();
    days(3, "c");
    farm.runs.runThatIsKilled();
    farm.runs.now = farm.runs.now.plus(Duration.ofDays(4));
    removeOrphans(Duration.ofDays(3));
    assertThat(farm.runs.run()).isEmpty();
    sameAsRaw();
  }
}
