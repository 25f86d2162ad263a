package dev.sluice.local.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.InvalidPipelineException;
import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a pipeline's SQL is reported with the file, the line and a remedy. */
class PipelineSqlTest {
  private static final String QUERY = "queries.monthly-extremes: seattle/monthly-extremes.sql";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void copySeattle() throws IOException {
    Path pipelines = Path.of(System.getProperty("sluice.root"), "pipelines");
    file = Files.copy(pipelines.resolve("seattle.yaml"), folder.resolve("seattle.yaml"));
    Files.createDirectories(folder.resolve("seattle"));
    try (var beside = Files.list(pipelines.resolve("seattle"))) {
      for (Path each : beside.toList()) {
        Files.copy(each, folder.resolve("seattle").resolve(each.getFileName()));
      }
    }
  }

  private PipelineSqlTest query(String sql) throws IOException {
    Files.writeString(folder.resolve("seattle/monthly-extremes.sql"), sql);
    return this;
  }

  private PipelineSqlTest refined(String tables) throws IOException {
    String text = Files.readString(file);
    Files.writeString(file, text.replace("queries:", "refined:\n" + tables.indent(2) + "queries:"));
    return this;
  }

  private Pipeline load() {
    return new PipelineLoader(new TrinoSqlCheck()).load(file, Map.of());
  }

  private List<String> problems() {
    try {
      load();
      return List.of();
    } catch (InvalidPipelineException e) {
      return e.problems().stream().map(each -> each.path() + ": " + each.message()).toList();
    }
  }

  @Test
  void refusesATableThatIsNotDeclared() throws IOException {
    assertThat(query("SELECT *\nFROM day").problems())
        .containsExactly(
            QUERY
                + ", line 2: the pipeline declares no table 'day'; known: days;"
                + " did you mean 'days'?");
  }

  @Test
  void refusesATableOfAnotherDatabase() throws IOException {
    assertThat(query("SELECT * FROM lake.days").problems())
        .singleElement()
        .asString()
        .contains("declares no table 'lake.days'");
  }

  @Test
  void refusesWhatIsNotSql() throws IOException {
    assertThat(query("SELECT station\nFROM days GROUP station").problems())
        .containsExactly(
            QUERY + ", line 2: Athena does not take 'station' at column 17; it expects 'BY'");
  }

  @Test
  void refusesATableThatReadsAnUnknownOne() throws IOException {
    assertThat(refined("wet: {sql: \"SELECT day_id\\nFROM day\"}").problems())
        .containsExactly(
            "refined.wet.sql: the SQL, line 2: the pipeline declares no table 'day'; known: days,"
                + " wet; did you mean 'days'?");
  }

  @Test
  void refusesAColumnThatIsNotThereWithItsLine() throws IOException {
    assertThat(refined("wet: {sql: \"SELECT day_id,\\n  staton FROM days\"}").problems())
        .singleElement()
        .asString()
        .startsWith("refined.wet.sql: the SQL, line 2: no column 'staton' here; known: day_id,")
        .endsWith("did you mean 'station'?");
  }

  @Test
  void knowsTheColumnsOfRefinedTables() throws IOException {
    refined(
        """
        warm: {sql: "SELECT station, wet.Rain FROM days CROSS JOIN wet"}
        wet: {sql: "SELECT max(precipitation_mm) AS Rain FROM days"}
        """);
    assertThat(load().refined())
        .extracting(RefinedTable::columns)
        .containsExactly(List.of("rain"), List.of("station", "rain"));

    assertThat(query("SELECT precipitation_mm FROM wet").problems())
        .singleElement()
        .asString()
        .endsWith("no column 'precipitation_mm' here; known: rain");
  }

  @Test
  void refusesColumnsWithoutANameOfTheirOwn() throws IOException {
    assertThat(
            refined(
                    "wet: {sql: 'SELECT max(wind_ms), wind_ms AS a, station AS A, 1 AS data FROM"
                        + " days'}")
                .problems())
        .containsExactlyInAnyOrder(
            "refined.wet.sql: the SQL: column 1 has no name; add one: … AS name",
            "refined.wet.sql: the SQL: two columns are named 'a'; rename one: … AS other",
            "refined.wet.sql: the SQL: the column's name 'data' is a reserved word of SQL; rename"
                + " it, e.g. AS 'reading'");
  }
}
