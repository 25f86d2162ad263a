package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.athena.result.QueryFailedException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.SparkPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tables that our runs make: Spark, the local Athena and DuckDB find in them what Spark finds in
 * raw by itself.
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
}
