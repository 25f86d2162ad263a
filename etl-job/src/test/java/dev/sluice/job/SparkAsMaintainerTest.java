package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spark changes and maintains tables that our runs make, and the next run goes on. */
class SparkAsMaintainerTest {
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
