package dev.sluice.localaws.athena.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.athena.TableFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that CREATE EXTERNAL TABLE declares over files that are there already. */
class TablesByHandTest {
  private static final String SHOWN =
      """
      CREATE EXTERNAL TABLE `farm.a`(
        `id` int COMMENT 'it\\'s',\s
        `b` map<string,array<int>>)
      COMMENT 'c'
      PARTITIONED BY (\s
        `y` int)
      CLUSTERED BY (\s
        id)\s
      INTO 4 BUCKETS
      ROW FORMAT SERDE\s
        'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe'\s
      WITH SERDEPROPERTIES (\s
        'field.delim'='\\t',\s
        'serialization.format'='\\t')\s
      STORED AS INPUTFORMAT\s
        'org.apache.hadoop.mapred.TextInputFormat'\s
      OUTPUTFORMAT\s
        'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
      LOCATION
        's3://lake/a/'
      TBLPROPERTIES (
        'k'='v',\s
        'transient_lastDdlTime'='1780396200')\
      """;

  @TempDir Path directory;
  private TableFixture lake;

  @BeforeEach
  void make() throws Exception {
    lake = new TableFixture(directory);
  }

  @Test
  void findColumnsOfParquetByNameAndGiveNullForOthers() throws Exception {
    lake.parquet("films/a.parquet", "SELECT 'x' AS tituloPincipal, 7.5::FLOAT AS notaMedia");
    lake.csv(
        """
        -- as people type it
        CREATE EXTERNAL TABLE IF NOT EXISTS Films (
          notaMedia float COMMENT 'a mean', tituloPincipal string, /* absent */ ano integer
        ) COMMENT 'films' STORED AS PARQUET LOCATION 's3://lake/films'
        TBLPROPERTIES ("classification"="parquet");\
        """);

    assertThat(lake.csv("SELECT * FROM films"))
        .isEqualTo("\"notamedia\",\"titulopincipal\",\"ano\"\n\"7.5\",\"x\",\n");
    assertThat(lake.catalog.table("farm", "films").at("/StorageDescriptor/Columns").toString())
        .isEqualTo(
            "[{\"Name\":\"notamedia\",\"Type\":\"float\",\"Comment\":\"a mean\"},"
                + "{\"Name\":\"titulopincipal\",\"Type\":\"string\"},"
                + "{\"Name\":\"ano\",\"Type\":\"int\"}]");
  }

  @Test
  void readJsonWithEitherSerde() throws Exception {
    lake.object(
        "j/a.json", "{\"Id\": 1, \"place\": {\"x\": [1, 2]}, \"Other\": \"o\"}\n{\"Id\": 2}\n");
    for (String serde :
        new String[] {
          "org.openx.data.jsonserde.JsonSerDe", "org.apache.hive.hcatalog.data.JsonSerDe"
        }) {
      lake.csv("DROP TABLE IF EXISTS j");
      lake.csv(
          "CREATE EXTERNAL TABLE j (id int, place struct<x:array<int>>, mine string) ROW FORMAT"
              + " SERDE '"
              + serde
              + "' WITH SERDEPROPERTIES ('mapping.mine' = 'Other') LOCATION 's3://lake/j/'");

      assertThat(lake.csv("SELECT id, place.x[2] AS x, mine FROM j ORDER BY id"))
          .as(serde)
          .isEqualTo("\"id\",\"x\",\"mine\"\n\"1\",\"2\",\"o\"\n\"2\",,\n");
    }
  }

  @Test
  void refuseJsonWhoseKeysDifferInCaseFromEachOther() throws Exception {
    lake.object("j/a.json", "{\"Id\": 1}\nnot json\n{\"id\": 2}\n");
    lake.csv(
        "CREATE EXTERNAL TABLE j (id int) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'"
            + " WITH SERDEPROPERTIES ('ignore.malformed.json'='true') LOCATION 's3://lake/j/'");

    assertThatThrownBy(() -> lake.csv("SELECT * FROM j"))
        .hasMessageStartingWith("HIVE_CURSOR_ERROR: Duplicate key: table farm.j has objects")
        .hasMessageContaining("'mapping.id'");
  }

  @Test
  void giveNullsForALineThatIsNoJsonIfTheTableSaysSo() throws Exception {
    lake.object("j/a.json", "{\"ID\": 1}\nnot json\n{\"ID\": 2}\n");
    lake.csv(
        "CREATE EXTERNAL TABLE j (id int) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'"
            + " WITH SERDEPROPERTIES ('ignore.malformed.json'='true') LOCATION 's3://lake/j/'");

    assertThat(lake.csv("SELECT id FROM j ORDER BY id")).isEqualTo("\"id\"\n\"1\"\n\"2\"\n\n");
  }

  @Test
  void readDelimitedText() throws Exception {
    lake.object("d/a.txt", "id\tname\n1\ta\\\tb\n2\t\\N\textra\nx\n");
    lake.csv(
        "CREATE EXTERNAL TABLE d (id int, name string) ROW FORMAT DELIMITED FIELDS TERMINATED BY"
            + " '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' LOCATION 's3://lake/d/'"
            + " TBLPROPERTIES ('skip.header.line.count'='1')");

    assertThat(lake.csv("SELECT * FROM d"))
        .isEqualTo("\"id\",\"name\"\n\"1\",\"a\tb\"\n\"2\",\n,\n");
  }

  @Test
  void readTextWithOthersNullsAndTheDefaultDelimiter() throws Exception {
    lake.object("d/a.txt", "1\u0001none\n2\u0001\n");
    lake.csv(
        "CREATE EXTERNAL TABLE d (id int, name string) ROW FORMAT DELIMITED NULL DEFINED AS 'none'"
            + " LOCATION 's3://lake/d/'");

    assertThat(lake.csv("SELECT * FROM d ORDER BY id"))
        .isEqualTo("\"id\",\"name\"\n\"1\",\n\"2\",\"\"\n");
  }

  @Test
  void findProjectedPartitionsOfEveryKind() throws Exception {
    lake.parquet("p/eu/d=2026-06-01/dev-1/a.parquet", "SELECT 1::INT AS n")
        .parquet("p/us/d=2026-06-02/dev-2/a.parquet", "SELECT 2::INT AS n")
        .parquet("p/xx/d=2026-06-02/dev-2/a.parquet", "SELECT 3::INT AS n");
    lake.csv(
        """
        CREATE EXTERNAL TABLE p (n int) PARTITIONED BY (region string, day date, device string)
        STORED AS PARQUET LOCATION 's3://lake/p/'
        TBLPROPERTIES ('projection.enabled' = 'true',
          'projection.region.type' = 'enum', 'projection.region.values' = 'eu,us',
          'projection.day.type' = 'date', 'projection.day.range' = '2026-06-01,NOW',
          'projection.day.format' = 'yyyy-MM-dd',
          'projection.device.type' = 'injected',
          'storage.location.template' = 's3://lake/p/${region}/d=${day}/${device}/')\
        """);

    assertThat(lake.csv("SELECT n, region, day, device FROM p WHERE device IN ('dev-1', 'dev-2')"))
        .isEqualTo(
            "\"n\",\"region\",\"day\",\"device\"\n\"1\",\"eu\",\"2026-06-01\",\"dev-1\"\n"
                + "\"2\",\"us\",\"2026-06-02\",\"dev-2\"\n");
    assertThatThrownBy(() -> lake.csv("SELECT n FROM p"))
        .hasMessageStartingWith(
            "CONSTRAINT_VIOLATION: For the injected projected partition column");
  }

  @Test
  void areRefusedByNameWhenTheLocalLakeCannotReadThem() throws Exception {
    lake.object("o/a.orc", "ORC").object("d/a.txt", "1,2\n");
    lake.csv("CREATE EXTERNAL TABLE o (n int) STORED AS ORC LOCATION 's3://lake/o/'");
    lake.csv(
        "CREATE EXTERNAL TABLE d (n array<int>) ROW FORMAT DELIMITED FIELDS TERMINATED BY ','"
            + " COLLECTION ITEMS TERMINATED BY ';' LOCATION 's3://lake/d/'");

    assertThatThrownBy(() -> lake.csv("SELECT * FROM o"))
        .hasMessageStartingWith("NOT_SUPPORTED: ")
        .hasMessageContaining("OrcSerde");
    assertThatThrownBy(() -> lake.csv("SELECT * FROM d"))
        .hasMessageStartingWith("NOT_SUPPORTED: ")
        .hasMessageContaining("column n of table d");
  }

  @Test
  void areWrittenByShowCreateTableSoThatItCanBeRun() throws Exception {
    lake.csv(
        "CREATE EXTERNAL TABLE a (id int COMMENT 'it\\'s', b map<string,array<int>>) COMMENT 'c'"
            + " PARTITIONED BY (y int) CLUSTERED BY (id) INTO 4 BUCKETS ROW FORMAT DELIMITED FIELDS"
            + " TERMINATED BY '\\t' LOCATION 's3://lake/a/' TBLPROPERTIES ('k'='v')");
    String text = lake.csv("SHOW CREATE TABLE farm.a");

    assertThat(text).isEqualTo(SHOWN);
    lake.csv("DROP TABLE a");
    lake.csv(text);
    assertThat(lake.csv("SHOW CREATE TABLE farm.a")).isEqualTo(text);
  }
}
