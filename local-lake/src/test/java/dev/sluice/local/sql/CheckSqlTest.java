package dev.sluice.local.sql;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.run.CheckStatement;
import dev.sluice.localaws.athena.TableFixture;
import dev.sluice.localaws.athena.TableFixture.Serdes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SQL of checks is portable, and Athena gives what they are to find. */
class CheckSqlTest {
  private static final String PIPELINE =
      """
      pipeline: farm
      source:
        simulator:
          every: 10s
          metrics: {power: {mean: 1}}
          reading: {metric: metric, value: value}
          devices: {field: device, name: "d-%%d", count: 1}
      record:
        schema: {id: string, device: string, metric: string, value: double, timestamp: timestamp}
      raw: {partition: [year]}
      trusted:
        readings:
          columns:
            id: string
            turbine: {from: device, type: int}
            power: {from: value, type: double}
          dedupe: id
          checks:
            one: %s
        turbines:
          columns:
            id: {from: id, type: long, required: true}
            site: {from: metric, type: string}
          dedupe: id
      """;

  private static final Map<String, List<String>> TABLES =
      Map.of("readings", List.of("id", "turbine", "power"), "turbines", List.of("id", "site"));

  @TempDir Path folder;
  private TableFixture lake;

  @BeforeEach
  void makeTables() throws Exception {
    lake = new TableFixture(folder);
    lake.parquet(
            "readings/part-0.parquet",
            "SELECT * FROM (VALUES ('a', 1, 5.0::DOUBLE), ('b', 7, -3.0), ('c', 9, NULL), ('d', 7,"
                + " 1.0), ('e', NULL, -1.0)) AS t(id, turbine, power)")
        .parquetTable("readings", "id string, turbine int, power double");
    lake.parquet(
            "turbines/part-0.parquet",
            "SELECT * FROM (VALUES (1::BIGINT, 'north'), (1::BIGINT, 'south'), (NULL, 'none'))"
                + " AS t(id, site)")
        .parquetTable("turbines", "id bigint, site string");
  }

  /** The pipeline's only check. */
  private CheckStatement check(String rule) throws Exception {
    String pipeline = PIPELINE.formatted(rule);
    Path file = Files.writeString(folder.resolve("farm.yaml"), pipeline);
    return CheckStatement.of(new PipelineLoader(new TrinoSqlCheck()).load(file, Map.of())).get(0);
  }

  /** What Athena finds, once Trino's parser has nothing to say against the statement. */
  private String found(String rule) throws Exception {
    CheckStatement check = check(rule);
    assertThat(check.name()).isEqualTo("readings.one");
    assertThat(new TrinoSqlCheck().check(check.sql(), TABLES).problems()).isEmpty();
    return lake.csv(check.sql()).lines().collect(joining(" | "));
  }

  @Test
  void aForeignKeyCountsValuesThatAreNotThere() throws Exception {
    String rule = "{foreignKey: {column: turbine, references: turbines.id}}";
    assertThat(found(rule)).isEqualTo("\"failed_rows\",\"turbine\" | \"3\",\"7\"");
    assertThat(check(rule).reads()).containsExactly("readings", "turbines");
  }

  @Test
  void aForeignKeyThatHoldsCountsNothing() throws Exception {
    assertThat(found("{foreignKey: {column: id, references: readings.id}}"))
        .isEqualTo("\"failed_rows\",\"id\" | \"0\",");
  }

  @Test
  void theExampleOfAForeignKeyIsCut() throws Exception {
    lake.parquet(
        "readings/part-1.parquet",
        "SELECT repeat('A', 300) AS id, 1 AS turbine, 1.0::DOUBLE AS power");
    assertThat(found("{foreignKey: {column: id, references: turbines.site}}"))
        .isEqualTo("\"failed_rows\",\"id\" | \"6\",\"%s\"".formatted("A".repeat(200)));
  }

  @Test
  void eachRowOfAStatementIsAFailure() throws Exception {
    String rule =
        "{sql: \"WITH low AS (SELECT id, power FROM readings WHERE power < 0) SELECT id, power"
            + " FROM low ORDER BY power -- the lowest\\n;\"}";
    assertThat(found(rule)).isEqualTo("\"failed_rows\",\"id\",\"power\" | \"2\",\"b\",\"-3.0\"");
    assertThat(check(rule).reads()).containsExactly("readings");
  }

  @Test
  void aStatementWithoutARowHolds() throws Exception {
    assertThat(found("{sql: 'SELECT count(*) FROM readings HAVING count(*) > 9'}"))
        .doesNotContain("|");
  }

  /** As a run writes it. */
  @Test
  void theTableOfChecksCanBeQueried() throws Exception {
    lake.object(
            "farm__checks/000001-20260601T001500.000Z.json",
            """
            {"run":"1-2026-06-01T00:15:00Z","run_time":"2026-06-01 00:15:00.000","table_name":"readings","check_name":"one","severity":"warn","failed_rows":3,"example":"turbine=\\"7\\""}
            {"run":"1-2026-06-01T00:15:00Z","run_time":"2026-06-01 00:15:00.000","table_name":"readings","check_name":"two","severity":"fail","failed_rows":0,"example":""}
            """)
        .table(
            "farm__checks",
            Serdes.JSON,
            "run string, run_time timestamp, table_name string, check_name string, severity string,"
                + " failed_rows bigint, example string",
            "",
            "{}");
    assertThat(
            lake.csv(
                "SELECT date_diff('minute', TIMESTAMP '2026-06-01 00:00:00', run_time) AS minutes,"
                    + " check_name, failed_rows, example FROM farm__checks WHERE failed_rows > 0"))
        .isEqualTo(
            "\"minutes\",\"check_name\",\"failed_rows\",\"example\"\n"
                + "\"15\",\"one\",\"3\",\"turbine=\"\"7\"\"\"\n");
  }
}
