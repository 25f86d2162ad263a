package dev.sluice.localaws.athena.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.athena.TableFixture;
import dev.sluice.localaws.athena.TableFixture.Serdes;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.result.QueryResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AthenaEngineTest {
  private static final String PROJECTION =
      """
      {"projection.enabled": "true",
       "projection.year.type": "integer", "projection.year.range": "2026,2030",
       "projection.month.type": "integer", "projection.month.range": "1,12",
       "projection.month.digits": "2",
       "storage.location.template": "s3://lake/readings/year=${year}/month=${month}/"}
      """;

  @TempDir Path directory;
  private TableFixture lake;

  @BeforeEach
  void makeLake() throws IOException {
    lake = new TableFixture(directory);
  }

  private void makeKinds() throws Exception {
    lake.parquet(
            "kinds/part-0.parquet",
            """
            SELECT 'a "b", c' AS s, 7::INT AS i, 8::BIGINT AS b, 1e10::DOUBLE AS d, 1::DOUBLE AS one,
              true AS flag, DATE '2026-06-01' AS day, TIMESTAMP '2026-06-01 00:00:00' AS at,
              1.5::DECIMAL(10,2) AS price, NULL::VARCHAR AS nothing, [1, 2] AS many,
              {'x': 1, 'y': 'z'} AS both\
            """)
        .parquetTable(
            "kinds",
            "s string, i int, b bigint, d double, one double, flag boolean, day date, at timestamp,"
                + " price decimal(10,2), nothing string, many array<int>, both"
                + " struct<x:int,y:string>");
  }

  @Test
  void writesEveryTypeAsAthenaDoes() throws Exception {
    makeKinds();

    assertThat(lake.csv("SELECT * FROM kinds"))
        .isEqualTo(
            """
            "s","i","b","d","one","flag","day","at","price","nothing","many","both"
            "a ""b"", c","7","8","1.0E10","1.0","true","2026-06-01","2026-06-01 00:00:00.000","1.50",,"[1, 2]","{x=1, y=z}"
            """);
  }

  @Test
  void namesTypesAsAthenaDoes() throws Exception {
    makeKinds();

    assertThat(lake.engine.run("farm", "SELECT * FROM kinds").columns())
        .extracting(QueryResult.Column::type)
        .containsExactly(
            "varchar",
            "integer",
            "bigint",
            "double",
            "double",
            "boolean",
            "date",
            "timestamp",
            "decimal",
            "varchar",
            "array",
            "row");
  }

  @Test
  void readsOnlyProjectedPartitions() throws Exception {
    for (String partition :
        new String[] {"year=2026/month=06", "year=2026/month=6", "year=2031/month=06"}) {
      lake.parquet("readings/" + partition + "/part-0.parquet", "SELECT 'r' AS id");
    }
    lake.object("readings/year=2026/month=07/_SUCCESS", "")
        .table("readings", Serdes.PARQUET, "id string", "year int, month int", PROJECTION);

    assertThat(lake.csv("SELECT id, year, month FROM readings"))
        .isEqualTo("\"id\",\"year\",\"month\"\n\"r\",\"2026\",\"6\"\n");
  }

  @Test
  void givesNoRowsAndTheRightTypesForAnEmptyTable() throws Exception {
    lake.table(
        "readings", Serdes.PARQUET, "id string, seen timestamp", "year int, month int", PROJECTION);

    QueryResult result = lake.engine.run("farm", "SELECT id, seen, year FROM readings");

    assertThat(result.rows()).isEmpty();
    assertThat(result.columns())
        .extracting(QueryResult.Column::type)
        .containsExactly("varchar", "timestamp", "integer");
  }

  @Test
  void readsAColumnThatAFileLacksAsNull() throws Exception {
    lake.parquet("t/a.parquet", "SELECT 1::INT AS n, 'x' AS late")
        .parquet("t/b.parquet", "SELECT 2::INT AS n")
        .parquetTable("t", "n int, late string, never double");

    assertThat(lake.csv("SELECT * FROM t ORDER BY n"))
        .isEqualTo("\"n\",\"late\",\"never\"\n\"1\",\"x\",\n\"2\",,\n");
  }

  @Test
  void refusesAFileOfAnotherTypeThanDeclared() throws Exception {
    lake.parquet("t/a.parquet", "SELECT 1.5::DOUBLE AS n").parquetTable("t", "n int");

    assertThatThrownBy(() -> lake.csv("SELECT * FROM t"))
        .isInstanceOf(QueryFailedException.class)
        .hasMessageStartingWith(
            "HIVE_BAD_DATA: Field n's type DOUBLE in parquet file s3://lake/t/a");
  }

  @Test
  void readsJsonAndCsvTables() throws Exception {
    lake.object("raw/a.json", "{\"id\": \"a\", \"n\": 1, \"extra\": true}\n{\"id\": \"b\"}\n")
        .table("raw", Serdes.JSON, "id string, n int", "", "{}")
        .object("films/a.csv", "id,title\n1,\"Night, of\"\n")
        .table(
            "films", Serdes.CSV, "id int, title string", "", "{\"skip.header.line.count\": \"1\"}");

    assertThat(lake.csv("SELECT * FROM raw ORDER BY id"))
        .isEqualTo("\"id\",\"n\"\n\"a\",\"1\"\n\"b\",\n");
    assertThat(lake.csv("SELECT * FROM films"))
        .isEqualTo("\"id\",\"title\"\n\"1\",\"Night, of\"\n");
  }

  @Test
  void findsTablesByAnyOfTheirNames() throws Exception {
    lake.parquet("t/a.parquet", "SELECT 1::INT AS n").parquetTable("t", "n int");

    for (String name :
        new String[] {
          "T", "farm.t", "\"awsdatacatalog\".\"farm\".\"t\"", "AwsDataCatalog.FARM.T"
        }) {
      assertThat(lake.csv("SELECT n FROM " + name)).as(name).isEqualTo("\"n\"\n\"1\"\n");
    }
    assertThat(lake.csv("WITH t AS (SELECT 5 AS n) SELECT n FROM t")).isEqualTo("\"n\"\n\"5\"\n");
  }

  @Test
  void answersInTrinosWay() throws Exception {
    assertThat(
            lake.csv(
                """
                SELECT 7 / 2, approx_distinct(x), count(*) AS n, date_diff('day',
                  timestamp '2026-01-01 23:00:00', timestamp '2026-01-02 01:00:00'),
                  regexp_replace('aXbX', 'X', '-'), sum(x), current_date AS today,
                  date_format(timestamp '2026-01-01 01:02:03', '%Y/%m/%d %H:%i:%s')
                FROM (VALUES (1), (2)) v(x)\
                """))
        .isEqualTo(
            "\"_col0\",\"_col1\",\"n\",\"_col3\",\"_col4\",\"_col5\",\"today\",\"_col7\"\n"
                + "\"3\",\"2\",\"2\",\"0\",\"a-b-\",\"3\",\"2026-06-02\",\"2026/01/01"
                + " 01:02:03\"\n");
  }

  @Test
  void timesBeforeTheGregorianCalendarAreThoseThatAreStored() throws Exception {
    assertThat(
            lake.csv(
                "SELECT timestamp '1582-10-10 12:00:00' AS gap, timestamp '0001-01-01 00:00:00' AS"
                    + " first"))
        .isEqualTo("\"gap\",\"first\"\n\"1582-10-10 12:00:00.000\",\"0001-01-01 00:00:00.000\"\n");
  }

  @Test
  void saysWhereAndWhyAStatementIsWrong() throws Exception {
    assertThatThrownBy(() -> lake.csv("SELECT 1\nFROM nowhere"))
        .hasMessage(
            "TABLE_NOT_FOUND: line 2:6: Table 'awsdatacatalog.farm.nowhere' does not exist");
    assertThatThrownBy(() -> lake.csv("SELECT\n  1 FRM x"))
        .hasMessageStartingWith("SYNTAX_ERROR: line 2:9: syntax error at or near \"x\"");
    assertThatThrownBy(() -> lake.csv("SELECT foo FROM (SELECT 1 AS bar) t"))
        .hasMessageContaining("COLUMN_NOT_FOUND")
        .hasMessageContaining("LINE 1");
    assertThatThrownBy(() -> lake.csv("INSERT INTO t VALUES (1)"))
        .hasMessageStartingWith("NOT_SUPPORTED: ");
  }

  @Test
  void seesNoFilesButThoseOfItsTables() throws Exception {
    Path secret = directory.resolve("secret.csv");
    Files.writeString(secret, "a\n1\n");

    assertThatThrownBy(() -> lake.csv("SELECT * FROM read_csv('" + secret + "')"))
        .hasMessageContaining("no table function read_csv");
    assertThatThrownBy(() -> lake.csv("SELECT * FROM '" + secret + "'"))
        .hasMessageContaining("TABLE_NOT_FOUND");
  }

  @Test
  void listsDatabasesAndTables() throws Exception {
    lake.parquetTable("t", "n int");

    assertThat(lake.csv("CREATE DATABASE IF NOT EXISTS park")).isEmpty();
    assertThat(lake.csv("SHOW DATABASES")).isEqualTo("farm\npark");
    assertThat(lake.csv("SHOW TABLES IN farm;")).isEqualTo("t");
  }
}
