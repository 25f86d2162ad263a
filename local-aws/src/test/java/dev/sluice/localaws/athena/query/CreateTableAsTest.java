package dev.sluice.localaws.athena.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localaws.athena.TableFixture;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.result.QueryResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreateTableAsTest {
  private static final String HEADER =
      """
      CREATE TABLE %s
      WITH (
        format = 'PARQUET',
        write_compression = 'ZSTD',
        external_location = 's3://lake/refined/wide/%s/'
      ) AS
      """;

  @TempDir Path directory;
  private TableFixture lake;

  @BeforeEach
  void makeLake() throws Exception {
    lake = new TableFixture(directory);
    lake.parquet(
            "readings/part-0.parquet",
            "SELECT 'a' AS sensor, 1.5::DOUBLE AS reading, TIMESTAMP '2026-06-01 10:00:00' AS seen"
                + " UNION ALL SELECT 'b', 2.5, TIMESTAMP '2026-06-01 11:00:00'")
        .parquetTable("readings", "sensor string, reading double, seen timestamp");
  }

  private QueryResult make(String table, String folder, String select) throws Exception {
    return lake.engine.run("farm", HEADER.formatted(table, folder) + select);
  }

  private String types(String table) {
    StringBuilder types = new StringBuilder();
    for (JsonNode column : lake.catalog.table("farm", table).at("/StorageDescriptor/Columns")) {
      types.append(column.path("Name").asText()).append(' ');
      types.append(column.path("Type").asText()).append('\n');
    }
    return types.toString();
  }

  private List<Path> objects(String folder) throws IOException {
    try (var files = Files.list(lake.root.resolve("lake/refined/wide/" + folder))) {
      return files.toList();
    }
  }

  @Test
  void writesTheRowsAndDeclaresTheTable() throws Exception {
    QueryResult result =
        make(
            "wide",
            "1",
            """
            WITH latest AS (SELECT * FROM readings)
            SELECT sensor AS tituloPincipal, max(reading) AS highest, count(*) AS n, max(seen) AS seen
            FROM latest GROUP BY sensor ORDER BY sensor DESC;
            """);
    assertThat(objects("1")).hasSize(1);
    assertThat(result.rows().get(0).get(0)).startsWith("s3://lake/refined/wide/1/20260602_103000_");
    assertThat(types("wide"))
        .isEqualTo(
            """
            titulopincipal string
            highest double
            n bigint
            seen timestamp
            """);
    assertThat(lake.csv("SELECT * FROM wide"))
        .isEqualTo(
            """
            "titulopincipal","highest","n","seen"
            "b","2.5","1","2026-06-01 11:00:00.000"
            "a","1.5","1","2026-06-01 10:00:00.000"
            """);
  }

  @Test
  void makesAnEmptyTableOfNoRows() throws Exception {
    make("wide", "1", "SELECT sensor FROM readings WHERE reading > 99");

    assertThat(lake.root.resolve("lake/refined/wide/1")).doesNotExist();
    assertThat(lake.csv("SELECT * FROM wide")).isEqualTo("\"sensor\"\n");
  }

  @Test
  void refusesAPlaceThatIsNotEmpty() throws Exception {
    lake.object("refined/wide/1/half", "x");

    assertThatThrownBy(() -> make("wide", "1", "SELECT sensor FROM readings"))
        .isInstanceOf(QueryFailedException.class)
        .hasMessage(
            "HIVE_PATH_ALREADY_EXISTS: Target directory for table 'farm.wide' already exists:"
                + " s3://lake/refined/wide/1/. You may need to manually clean the data at location"
                + " 's3://lake/refined/wide/1/' before retrying. Athena will not delete data in"
                + " your account.");
    assertThat(lake.catalog.tables("farm")).hasSize(1);
  }

  @Test
  void refusesATableThatIsThere() {
    assertThatThrownBy(() -> make("readings", "1", "SELECT sensor FROM readings"))
        .hasMessage(
            "TABLE_ALREADY_EXISTS: line 1:1: Table 'awsdatacatalog.farm.readings' already exists");
  }

  @Test
  void refusesColumnsWithoutANameOrWithTheSame() {
    assertThatThrownBy(() -> make("wide", "1", "SELECT sensor, count(*) FROM readings GROUP BY 1"))
        .hasMessageContaining("COLUMN_NAME_NOT_SPECIFIED")
        .hasMessageContaining("position 2");
    assertThatThrownBy(() -> make("wide", "1", "SELECT sensor AS a, reading AS A FROM readings"))
        .hasMessageContaining("DUPLICATE_COLUMN_NAME");
  }

  @Test
  void refusesTypesThatHiveDoesNotHave() {
    assertThatThrownBy(() -> make("wide", "1", "SELECT now() AS at FROM readings"))
        .hasMessageContaining("NOT_SUPPORTED: Unsupported Hive type: timestamp with time zone");
  }

  @Test
  void namesTheLineOfTheWholeStatement() {
    assertThatThrownBy(() -> make("wide", "1", "SELECT sensor\nFROM gone"))
        .hasMessageContaining("TABLE_NOT_FOUND: line 8:6:");
  }

  @Test
  void refusesPropertiesThatItDoesNotHave() {
    assertThatThrownBy(
            () ->
                lake.engine.run(
                    "farm",
                    "CREATE TABLE wide WITH (partitioned_by = ARRAY['a']) AS SELECT 1 AS a"))
        .hasMessageContaining("The local lake does not have the table property partitioned_by");
  }
}
