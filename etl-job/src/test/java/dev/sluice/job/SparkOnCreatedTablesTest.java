package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.athena.TableFixture;
import dev.sluice.localaws.athena.iceberg.FolderCatalog;
import dev.sluice.localaws.athena.iceberg.FolderIO;
import dev.sluice.localaws.athena.result.QueryFailedException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Iceberg tables that the local Athena makes of queries: Spark finds in them what Athena does. */
class SparkOnCreatedTablesTest {
  private static final TableIdentifier NAME = TableIdentifier.of("farm", "t");
  private static final String ROWS =
      """
      SELECT i::INTEGER AS id, i * 5000000000 AS big, 'name ' || (i % 7) AS name,
        i / 4.0::DOUBLE AS price, (i / 8)::FLOAT AS rough, i % 3 = 0 AS ok,
        DATE '2026-06-01' + (i % 5)::INTEGER AS day,
        TIMESTAMP '2026-06-01 00:00:00.000123' + INTERVAL 1 HOUR * (i % 50) AS local,
        TIMESTAMPTZ '2026-06-01 00:00:00.000123Z' + INTERVAL 1 HOUR * (i % 50) AS seen,
        (i - 500)::DECIMAL(4,0) AS d4, (i / 100.0)::DECIMAL(12,2) AS d12,
        (i - 500)::DECIMAL(20,2) AS d20, (i * -1)::DECIMAL(38,10) AS d38,
        ('b' || i)::BLOB AS bytes, CASE WHEN i % 10 > 0 THEN {'x': i, 'y': 'in ' || i} END AS place,
        [i, NULL, i + 1] AS list, MAP {'k' || (i % 2): i} AS map,
        CASE WHEN i % 4 > 0 THEN [{'n': i}] END AS parts, NULLIF(i % 6, 0) AS gaps
      FROM unnest(range(0, 1000)) t(i)
      """;

  @TempDir Path directory;
  private TableFixture lake;
  private SparkSession spark;

  @BeforeEach
  void makeLake() throws Exception {
    lake = new TableFixture(directory);
    spark = LocalSpark.session().newSession();
    spark.conf().set("spark.sql.catalog.ice", "org.apache.iceberg.spark.SparkCatalog");
    spark.conf().set("spark.sql.catalog.ice.catalog-impl", FolderCatalog.class.getName());
    spark.conf().set("spark.sql.catalog.ice.cache-enabled", "false");
    spark.conf().set("spark.sql.catalog.ice." + FolderIO.FOLDER, lake.root.toString());
  }

  /** Makes the table of a query, and lets Spark's catalog know it. */
  private Table make(String properties, String select) throws QueryFailedException {
    lake.engine.run(
        "farm",
        "CREATE TABLE t WITH (table_type = 'ICEBERG', is_external = false, location ="
            + " 's3://lake/tables/t/'%s) AS %s".formatted(properties, select));
    FolderCatalog catalog = new FolderCatalog();
    catalog.initialize("ice", Map.of(FolderIO.FOLDER, lake.root.toString()));
    return catalog.registerTable(
        NAME, lake.catalog.table("farm", "t").at("/Parameters/metadata_location").asText());
  }

  private void same(String columns, String where) throws QueryFailedException {
    List<String> expected = new ArrayList<>();
    for (List<String> row :
        lake.engine.run("farm", "SELECT " + columns + " FROM t " + where).rows()) {
      expected.add(String.join("|", row.stream().map(String::valueOf).toList()));
    }
    List<String> found = new ArrayList<>();
    String first = columns.replace("[1]", "[0]"); // of a list, in Spark's words
    for (Row row : spark.sql("SELECT " + first + " FROM ice.farm.t " + where).collectAsList()) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        cells.add(row.get(i) instanceof BigDecimal d ? d.toPlainString() : "" + row.get(i));
      }
      found.add(String.join("|", cells));
    }
    assertThat(found).as(where).isNotEmpty().containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "id = 12", "name = 'name 3'", "d4 < 0", "d20 >= 0", "d38 > -3", "price > 200"})
  void sparkFindsTheSameRows(String where) throws Exception {
    make("", ROWS);

    same(
        "id, big, name, price, rough, ok, day, d4, d12, d20, d38, hex(bytes), place.x, place.y,"
            + " list[1], map['k1'], parts[1].n, gaps, CAST(local AS string),"
            + " year(seen) * 1000 + hour(seen)",
        where.isEmpty() ? "" : "WHERE " + where);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'day(seen)', 'bucket(name, 4)'",
        "'month(local)', 'truncate(d12, 500)', 'bucket(seen, 2)', 'bucket(day, 2)'",
        "'day', 'bucket(d38, 2)'",
        "'gaps', 'truncate(bytes, 1)'"
      })
  void sparkFindsTheRowsOfPartitionsAndChangesThem(String partitioning) throws Exception {
    make(", partitioning = ARRAY[" + partitioning + "]", ROWS);

    for (String where :
        List.of(
            "", "WHERE name = 'name 3'", "WHERE day = DATE '2026-06-02'", "WHERE gaps IS NULL")) {
      same("id, name, d12, d38, gaps, day", where);
    }
    spark.sql("DELETE FROM ice.farm.t WHERE name = 'name 3' OR day = DATE '2026-06-02'");
    assertThat(spark.sql("SELECT * FROM ice.farm.t").count())
        .isEqualTo(
            Long.parseLong(
                lake.engine
                    .run(
                        "farm",
                        "SELECT count(*) FROM t WHERE name <> 'name 3' AND day <> DATE"
                            + " '2026-06-02'")
                    .rows()
                    .get(0)
                    .get(0)));
  }

  @Test
  void countsAndBoundsAreThoseThatIcebergsOwnReaderOfFootersFinds() throws Exception {
    Table table = make("", ROWS);

    DataFile file = table.currentSnapshot().addedDataFiles(table.io()).iterator().next();
    Metrics own =
        ParquetUtil.fileMetrics(
            table.io().newInputFile(file.location()), MetricsConfig.forTable(table));
    assertThat(file.recordCount()).isEqualTo(own.recordCount()).isEqualTo(1000);
    assertThat(file.columnSizes()).isEqualTo(own.columnSizes());
    assertThat(file.valueCounts()).isEqualTo(own.valueCounts());
    assertThat(file.nullValueCounts()).isEqualTo(own.nullValueCounts());
    assertThat(own.lowerBounds()).hasSizeGreaterThan(10);
    assertThat(file.lowerBounds()).containsAllEntriesOf(own.lowerBounds());
    assertThat(file.upperBounds()).containsAllEntriesOf(own.upperBounds());
  }
}
