package dev.sluice.localaws.athena.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.athena.TableFixture;
import dev.sluice.localaws.athena.result.QueryResult;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogStatementTest {
  private static final String TABLE =
      "CREATE EXTERNAL TABLE t (id string, n int) PARTITIONED BY (year int, month string) STORED AS"
          + " PARQUET LOCATION 's3://lake/t/'";

  @TempDir Path directory;
  private TableFixture lake;

  @BeforeEach
  void make() throws Exception {
    lake = new TableFixture(directory);
    lake.csv(TABLE);
  }

  @Test
  void makesAndDropsDatabases() throws Exception {
    lake.csv(
        "CREATE DATABASE IF NOT EXISTS Park COMMENT 'a park' LOCATION 's3://lake/park' WITH"
            + " DBPROPERTIES ('a'='b');");
    lake.csv("CREATE SCHEMA IF NOT EXISTS park");
    lake.csv("ALTER DATABASE park SET DBPROPERTIES ('a'='c')");
    assertThat(lake.catalog.database("park").path("LocationUri").asText())
        .isEqualTo("s3://lake/park/");
    assertThat(lake.catalog.database("park").at("/Parameters/a").asText()).isEqualTo("c");
    lake.csv("CREATE EXTERNAL TABLE park.home (n int)");
    assertThat(lake.catalog.table("park", "home").at("/StorageDescriptor/Location").asText())
        .isEqualTo("s3://lake/park/home");

    assertThatThrownBy(() -> lake.csv("CREATE DATABASE park"))
        .hasMessageStartingWith("FAILED: Execution Error")
        .hasMessageEndingWith("Database park already exists");
    assertThatThrownBy(() -> lake.csv("DROP DATABASE park"))
        .hasMessageContaining("Database park is not empty. One or more tables exist.");
    assertThat(lake.csv("SHOW DATABASES LIKE 'p.*'")).isEqualTo("park");
    lake.csv("DROP DATABASE park CASCADE");
    assertThat(lake.csv("SHOW SCHEMAS")).isEqualTo("farm");
    assertThatThrownBy(() -> lake.csv("DROP DATABASE park"))
        .hasMessage("FAILED: SemanticException [Error 10072]: Database does not exist: park");
    assertThat(lake.csv("DROP DATABASE IF EXISTS park")).isEmpty();
  }

  @Test
  void addsDropsAndRenamesPartitions() throws Exception {
    lake.parquet("t/year=2026/month=06/a.parquet", "SELECT 'a' AS id, 1::INT AS n")
        .parquet("elsewhere/b.parquet", "SELECT 'b' AS id, 2::INT AS n");
    lake.csv(
        "ALTER TABLE t ADD PARTITION (year = 2026, month = '06') PARTITION (month = '07', year ="
            + " '2026') LOCATION 's3://lake/elsewhere/'");

    assertThat(lake.csv("SELECT id, year + 1 AS y, month FROM t ORDER BY id"))
        .isEqualTo("\"id\",\"y\",\"month\"\n\"a\",\"2027\",\"06\"\n\"b\",\"2027\",\"07\"\n");
    assertThat(lake.csv("SHOW PARTITIONS t")).isEqualTo("year=2026/month=06\nyear=2026/month=07");
    lake.csv(
        "ALTER TABLE t PARTITION (year=2026, month='07') RENAME TO PARTITION (year=2025,"
            + " month='1/2')");
    assertThat(lake.csv("SHOW PARTITIONS t PARTITION (year=2025)"))
        .isEqualTo("year=2025/month=1%2F2");
    lake.csv("ALTER TABLE t PARTITION (year=2025, month='1/2') SET LOCATION 's3://lake/none/'");
    assertThat(lake.csv("SELECT id FROM t")).isEqualTo("\"id\"\n\"a\"\n");
    lake.csv("ALTER TABLE t DROP PARTITION (year = 2025)");
    assertThat(lake.csv("SHOW PARTITIONS t")).isEqualTo("year=2026/month=06");
  }

  @Test
  void aStatementThatFailsAddsNoneOfItsPartitions() throws Exception {
    lake.csv("ALTER TABLE t ADD PARTITION (year = 2026, month = '06')");

    assertThatThrownBy(
            () ->
                lake.csv(
                    "ALTER TABLE t ADD PARTITION (year = 2026, month = '05') PARTITION (year ="
                        + " 2026, month = '06')"))
        .hasMessageContaining("AlreadyExistsException(message:Partition already exists");
    assertThat(lake.csv("SHOW PARTITIONS t")).isEqualTo("year=2026/month=06");
    lake.csv(
        "ALTER TABLE t ADD IF NOT EXISTS PARTITION (year = 2026, month = '05') PARTITION (year ="
            + " 2026, month = '06')");
    assertThat(lake.csv("SHOW PARTITIONS t")).isEqualTo("year=2026/month=05\nyear=2026/month=06");
  }

  @Test
  void repairFindsFoldersNamedLikePartitions() throws Exception {
    lake.object("t/year=2026/month=06/a", "x")
        .object("t/year=2026/month=a%2Fb/a", "x")
        .object("t/year=2026/_SUCCESS", "")
        .object("t/2026/07/a", "x");

    assertThat(lake.csv("MSCK REPAIR TABLE t"))
        .isEqualTo(
            "Partitions not in metastore:\tt:year=2026/month=06\tt:year=2026/month=a%2Fb\n"
                + "Repair: Added partition to metastore t:year=2026/month=06\n"
                + "Repair: Added partition to metastore t:year=2026/month=a%2Fb");
    assertThat(lake.csv("MSCK REPAIR TABLE t")).isEmpty();
    assertThat(lake.csv("SHOW PARTITIONS farm.t"))
        .isEqualTo("year=2026/month=06\nyear=2026/month=a%2Fb");
  }

  @Test
  void changesColumnsLocationAndProperties() throws Exception {
    lake.csv("ALTER TABLE t ADD COLUMNS (late double COMMENT 'x', more string)");
    lake.csv("ALTER TABLE t CHANGE COLUMN more first_of_all string COMMENT 'y' FIRST");
    assertThat(lake.csv("SHOW COLUMNS IN t IN farm"))
        .isEqualTo(
            "first_of_all        \nid                  \nn                   \nlate                "
                + "\nyear                \nmonth               ");
    lake.csv("ALTER TABLE t REPLACE COLUMNS (id string)");
    lake.csv("ALTER TABLE t SET LOCATION 's3://lake/u/'");
    lake.csv("ALTER TABLE t SET TBLPROPERTIES ('a'='b', 'c'='d')");

    assertThat(lake.csv("SHOW TBLPROPERTIES t"))
        .isEqualTo("EXTERNAL\tTRUE\na\tb\nc\td\ntransient_lastDdlTime\t1780396200");
    assertThat(lake.csv("SHOW TBLPROPERTIES t('a')")).isEqualTo("b");
    assertThat(lake.catalog.table("farm", "t").at("/StorageDescriptor/Location").asText())
        .isEqualTo("s3://lake/u/");
    assertThatThrownBy(() -> lake.csv("ALTER TABLE t ADD COLUMNS (year int)"))
        .hasMessageContaining("[Error 10035]");
    assertThat(lake.csv("DESCRIBE t id")).isEqualTo(TextResult.line("id", "string", ""));
  }

  @Test
  void describesATableAsAthenaDoes() throws Exception {
    QueryResult result = lake.engine.run("farm", "DESCRIBE t");

    assertThat(result.columns())
        .extracting(QueryResult.Column::name)
        .containsExactly("col_name", "data_type", "comment");
    assertThat(lake.csv("DESC farm.t"))
        .isEqualTo(
            """
            id                  \tstring              \t                   \s
            n                   \tint                 \t                   \s
            year                \tint                 \t                   \s
            month               \tstring              \t                   \s
            \t \t\s
            # Partition Information\t \t\s
            # col_name            \tdata_type           \tcomment            \s
            \t \t\s
            year                \tint                 \t                   \s
            month               \tstring              \t                   \s
            """
                .replaceFirst("\n$", ""));
    assertThat(lake.csv("DESCRIBE FORMATTED t")).contains("Location:           \ts3://lake/t/");
    assertThat(lake.csv("DESCRIBE EXTENDED t")).contains("Detailed Table Information\t");
  }

  @Test
  void listsTablesByPattern() throws Exception {
    lake.csv("CREATE EXTERNAL TABLE other (n int) LOCATION 's3://lake/o/'");

    assertThat(lake.csv("SHOW TABLES IN farm 'o*'")).isEqualTo("other");
    assertThat(lake.csv("SHOW TABLES '.*t.*|none'")).isEqualTo("other\nt");
    assertThatThrownBy(() -> lake.csv("SHOW TABLES IN nowhere"))
        .hasMessage("FAILED: SemanticException [Error 10072]: Database does not exist: nowhere");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "CREATE EXTERNAL TABLE t (n int) LOCATION 's3://lake/t/' |"
            + " AlreadyExistsException(message:Table t already exists)",
        "CREATE EXTERNAL TABLE x (n int) | No location was specified for table",
        "CREATE EXTERNAL TABLE x (n text) LOCATION 's3://lake/x/' | line 1:28: cannot recognize"
            + " input near 'text' in column type",
        "CREATE EXTERNAL TABLE x (n int, N int) LOCATION 's3://lake/x/' | Duplicate column name: n",
        "CREATE EXTERNAL TABLE x (n int) PARTITIONED BY (n int) LOCATION 's3://lake/x/' | Column"
            + " repeated in partitioning columns: n",
        "CREATE EXTERNAL TABLE x (n int) LOCATION '/tmp/x' | The location is not a folder of S3",
        "CREATE EXTERNAL TABLE x (n int) STORED AS PARQUET | No location",
        "CREATE EXTERNAL TABLE \"x\" (n int) LOCATION 's3://lake/x/' | names are quoted with"
            + " backticks",
        "CREATE EXTERNAL TABLE x (n int LOCATION 's3://lake/x/' | line 1:32: mismatched input"
            + " 'LOCATION'. Expecting: ')'",
        "CREATE EXTERNAL TABLE nowhere.x (n int) LOCATION 's3://lake/x/' | Database does not exist:"
            + " nowhere",
        "CREATE TABLE x (n int) LOCATION 's3://lake/x/' | without EXTERNAL makes Iceberg tables",
        "DROP TABLE none | FAILED: SemanticException [Error 10001]: Table not found farm.none",
        "DROP TABLE t; DROP TABLE t | Only one sql statement is allowed",
        "DESCRIBE none | Table not found farm.none",
        "ALTER TABLE t ADD PARTITION (year = 2026) | doesn't contain all (2) partition columns",
        "ALTER TABLE t ADD PARTITION (year = 'x', month = '1') | cannot be converted to type int",
        "ALTER TABLE t ADD PARTITION (day = 1) | Non-Partition column appears in the partition"
            + " specification: day",
        "ALTER TABLE t DROP PARTITION (year = 1) | Partition not found",
        "ALTER TABLE t RENAME TO u | Table cannot be renamed",
        "SHOW LOCKS | not: SHOW LOCKS",
        "USING EXTERNAL FUNCTION f(x int) RETURNS int LAMBDA 'a' SELECT f(1) | NOT_SUPPORTED: line"
            + " 1:1: USING EXTERNAL FUNCTION",
        "UNLOAD (SELECT 1) TO 's3://lake/x/' | use CREATE TABLE AS",
        "DELETE FROM t | Iceberg",
        "CREATE VIEW v SELECT 1 | line 1:15: mismatched input 'SELECT'. Expecting: 'AS'",
        "CREATE VIEW v AS SELECT 1 | COLUMN_NAME_NOT_SPECIFIED",
        "SHOW TABLES 'a | The text that begins here does not end",
      })
  void refusesWithTheReasonAndChangesNothing(String sql, String reason) throws Exception {
    String before = lake.catalog.tables("farm").toString() + lake.catalog.partitions("farm", "t");

    assertThatThrownBy(() -> lake.csv(sql)).hasMessageContaining(reason);
    assertThat(lake.catalog.tables("farm").toString() + lake.catalog.partitions("farm", "t"))
        .isEqualTo(before);
  }
}
