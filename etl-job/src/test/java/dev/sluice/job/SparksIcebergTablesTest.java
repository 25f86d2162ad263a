package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.athena.iceberg.FolderCatalog;
import dev.sluice.localaws.athena.iceberg.FolderIO;
import dev.sluice.localaws.athena.iceberg.IcebergFixture;
import dev.sluice.localaws.athena.result.QueryFailedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that Spark writes: the local Athena has the rows that Spark has. */
class SparksIcebergTablesTest {
  private static final String ROWS =
      "SELECT id, name, price, amount, day, ts, map_keys(tags) AS tag, place.x AS x FROM %s";

  @TempDir Path directory;
  private IcebergFixture ice;
  private SparkSession spark;

  @BeforeEach
  void makeLake() throws Exception {
    ice = new IcebergFixture(directory);
    spark = LocalSpark.session().newSession();
    spark.conf().set("spark.sql.catalog.ice", "org.apache.iceberg.spark.SparkCatalog");
    spark.conf().set("spark.sql.catalog.ice.catalog-impl", FolderCatalog.class.getName());
    spark.conf().set("spark.sql.catalog.ice.cache-enabled", "false");
    spark.conf().set("spark.sql.catalog.ice." + FolderIO.FOLDER, ice.lake.root.toString());
  }

  private void create(String partitions) throws Exception {
    run(
        "CREATE TABLE ice.farm.t (id INT, name STRING, price FLOAT, amount DECIMAL(9,2), day DATE,"
            + " ts TIMESTAMP, tags MAP<STRING, INT>, place STRUCT<x: INT, y: INT>) USING iceberg"
            + partitions
            + " TBLPROPERTIES ('format-version'='2', 'write.delete.mode'='merge-on-read',"
            + " 'write.update.mode'='merge-on-read', 'write.merge.mode'='merge-on-read')");
    run("INSERT INTO ice.farm.t " + generated(0, 40));
    run("INSERT INTO ice.farm.t " + generated(40, 60));
  }

  private static String generated(int from, int to) {
    return ("SELECT CAST(id AS INT), concat('n', id %% 7), CAST(id / 4 AS FLOAT), CAST(id / 100 AS"
            + " DECIMAL(9,2)), date_add(DATE '2026-06-01', CAST(id %% 5 AS INT)), TIMESTAMP"
            + " '2026-06-01 00:00:00' + make_interval(0, 0, 0, CAST(id %% 5 AS INT), 0, 0, id),"
            + " map(concat('k', id), 1), named_struct('x', CAST(id AS INT), 'y', 2) FROM range(%d,"
            + " %d)")
        .formatted(from, to);
  }

  private void run(String sql) {
    spark.sql(sql);
  }

  private Table publish() throws Exception {
    Table table = Spark3Util.loadIcebergTable(spark, "ice.farm.t");
    ice.publish(table);
    return table;
  }

  /** The same rows from both, as text. */
  private void same(String sparks, String athenas) throws Exception {
    List<String> expected = new ArrayList<>();
    for (Row row : spark.sql(sparks).toJavaRDD().collect()) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        cells.add(text(row.get(i)));
      }
      expected.add(String.join("|", cells));
    }
    assertThat(expected).as(sparks).isNotEmpty();
    Collections.sort(expected);
    assertThat(answer(athenas)).as(athenas).isEqualTo(expected);
  }

  private static String text(Object value) {
    if (value instanceof java.sql.Timestamp time) {
      return new java.text.SimpleDateFormat("yyyy-MM-dd HH:mm:ss.SSS").format(time) + " UTC";
    }
    if (value instanceof scala.collection.Seq<?> list) {
      return list.mkString("[", ", ", "]");
    }
    return String.valueOf(value);
  }

  private List<String> answer(String sql) throws QueryFailedException {
    List<String> rows = new ArrayList<>();
    for (List<String> row : ice.lake.engine.run("farm", sql).rows()) {
      rows.add(String.join("|", row.stream().map(String::valueOf).toList()));
    }
    Collections.sort(rows);
    return rows;
  }

  private void changed() {
    run("DELETE FROM ice.farm.t WHERE id IN (3, 17, 44)");
    run("UPDATE ice.farm.t SET name = 'updated' WHERE id % 10 = 2");
    run(
        "MERGE INTO ice.farm.t t USING (SELECT CAST(id AS INT) AS id FROM range(55, 65)) s ON t.id"
            + " = s.id WHEN MATCHED AND s.id < 57 THEN DELETE WHEN MATCHED THEN UPDATE SET price ="
            + " 99.5 WHEN NOT MATCHED THEN INSERT (id, name) VALUES (s.id, 'merged')");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " PARTITIONED BY (days(ts), bucket(4, id))"})
  void rowsThatSparkDeletedUpdatedAndMergedOnReadAreRight(String partitions) throws Exception {
    create(partitions);
    changed();
    publish();

    same(ROWS.formatted("ice.farm.t"), ROWS.formatted("t"));
    assertThat(answer("SELECT min(content), max(content) FROM \"t$files\""))
        .as("some files delete rows of others")
        .containsExactly("0|1");
    for (String where :
        List.of(
            "id = 12",
            "name = 'updated'",
            "amount >= 0.50",
            "day BETWEEN DATE '2026-06-02' AND DATE '2026-06-03'",
            "CAST(ts AS DATE) = DATE '2026-06-04'",
            "ts < TIMESTAMP '2026-06-02 00:00:00' OR id > 58",
            "price IS NULL")) {
      String rows = ROWS + " WHERE " + where;
      same(rows.formatted("ice.farm.t"), rows.formatted("t"));
    }
  }

  @Test
  void columnsThatSparkRenamedAddedDroppedAndWidenedAreRight() throws Exception {
    create(" PARTITIONED BY (days(ts))");
    run("ALTER TABLE ice.farm.t ALTER COLUMN id TYPE BIGINT");
    run("ALTER TABLE ice.farm.t ALTER COLUMN price TYPE DOUBLE");
    run("ALTER TABLE ice.farm.t ALTER COLUMN amount TYPE DECIMAL(12,2)");
    run("ALTER TABLE ice.farm.t RENAME COLUMN name TO title");
    run("ALTER TABLE ice.farm.t ADD COLUMN name STRING");
    run("ALTER TABLE ice.farm.t RENAME COLUMN place.x TO lon");
    run("ALTER TABLE ice.farm.t ADD COLUMN place.z STRING");
    run("ALTER TABLE ice.farm.t DROP COLUMN day");
    run(
        "INSERT INTO ice.farm.t (id, title, tags, price, amount, ts, name, place) SELECT"
            + " 5000000000, 'new', NULL, 0.1, 9999999999.99, TIMESTAMP '2026-06-09 01:00:00',"
            + " 'second', named_struct('lon', 1, 'y', 2, 'z', 'deep')");
    run("DELETE FROM ice.farm.t WHERE title = 'n3'");
    run("UPDATE ice.farm.t SET name = 'u' WHERE id = 1");
    publish();

    String rows = "SELECT id, title, name, price, amount, ts, place.lon AS lon, place.z AS z FROM ";
    same(rows + "ice.farm.t", rows + "t");
    same(rows + "ice.farm.t WHERE id > 50", rows + "t WHERE id > 50");
  }

  @Test
  void statesOfThePastAreThoseThatSparkHas() throws Exception {
    create(" PARTITIONED BY (days(ts))");
    changed();
    run("ALTER TABLE ice.farm.t RENAME COLUMN name TO title");
    Table table = publish();

    for (org.apache.iceberg.Snapshot snapshot : table.snapshots()) {
      String version = " VERSION AS OF " + snapshot.snapshotId();
      String rows = "SELECT id, name, price FROM ";
      same(rows + "ice.farm.t" + version, rows + "t FOR" + version);
    }
    String metadata = "SELECT snapshot_id, parent_id, operation, manifest_list FROM ";
    same(metadata + "ice.farm.t.snapshots", metadata + "\"t$snapshots\"");
    String history = "SELECT snapshot_id, parent_id, is_current_ancestor FROM ";
    same(history + "ice.farm.t.history", history + "\"t$history\"");
    String files = "SELECT content, file_path, file_format, record_count, file_size_in_bytes FROM ";
    same(files + "ice.farm.t.files", files + "\"t$files\"");
    String manifests = "SELECT path, length, partition_spec_id, added_snapshot_id FROM ";
    same(manifests + "ice.farm.t.manifests", manifests + "\"t$manifests\"");
    same(
        "SELECT partition.ts_day, record_count, file_count FROM ice.farm.t.partitions",
        "SELECT partition.ts_day, record_count, file_count FROM \"t$partitions\"");
    same(
        "SELECT name, type, snapshot_id FROM ice.farm.t.refs",
        "SELECT name, type, snapshot_id FROM \"t$refs\"");
  }
}
