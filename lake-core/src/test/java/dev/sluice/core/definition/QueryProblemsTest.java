package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.NamedQuery;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryProblemsTest {
  private static final String FILE = "seattle/monthly-extremes.sql";
  private static final String QUERY = "queries.monthly-extremes: " + FILE;

  @TempDir Path folder;

  private List<String> problems(String sql) {
    return PipelineFile.copy("seattle", folder).withFile(FILE, sql).problems();
  }

  @Test
  void takesAQueryInThePipelineFile() {
    PipelineFile seattle =
        PipelineFile.copy("seattle", folder)
            .replace("monthly-extremes: " + FILE, "all: {sql: \"SELECT * FROM days;\"}");

    assertThat(seattle.load().queries())
        .containsExactly(new NamedQuery("all", "SELECT * FROM days;"));
  }

  @Test
  void rejectsAFileThatIsNotThere() {
    PipelineFile seattle = PipelineFile.copy("seattle", folder).replace(FILE, "seattle/gone.sql");

    assertThat(seattle.problems())
        .containsExactly(
            "queries.monthly-extremes: the SQL file 'seattle/gone.sql' is not in the pipeline's"
                + " folder, or can't be read");
  }

  @Test
  void rejectsAFileWithCommentsOnly() {
    assertThat(problems("-- nothing\n/* at all */"))
        .containsExactly(QUERY + " is empty; write one SELECT statement");
  }

  @Test
  void rejectsAnythingButQueries() {
    assertThat(problems("DROP TABLE days"))
        .containsExactly(
            QUERY + ", line 1: must begin with SELECT or WITH, but begins with 'drop'");
  }

  @Test
  void rejectsASecondStatement() {
    assertThat(problems("SELECT 1;\nSELECT 2"))
        .containsExactly(
            QUERY + ", line 2: a second statement begins; write each query into a file of its own");
  }

  @Test
  void rejectsAQuoteThatNeverEnds() {
    assertThat(problems("SELECT 'a")).containsExactly(QUERY + ", line 1: ' is never closed");
  }

  @Test
  void rejectsAQueryLongerThanAthenaTakes() {
    assertThat(problems("SELECT 1 --" + "x".repeat(262_144)))
        .singleElement()
        .asString()
        .contains("has 262155 bytes, but Athena takes at most 262144");
  }

  @Test
  void alertsAndQueriesTakeTheSameSettings() {
    PipelineFile windfarm = PipelineFile.copy("windfarm", folder);
    Map<String, String> set = Map.of("POWERFACTOR_MAX", "1.2");

    assertThat(windfarm.load().queries().get(1).sql()).contains("reading > 1.05e0");
    assertThat(windfarm.load().alerts().get(0).toString()).contains("1.05");
    assertThat(windfarm.load(set).queries().get(1).sql()).contains("reading > 1.2e0");
    assertThat(windfarm.load(set).alerts().get(0).toString()).contains("1.2");
  }

  @Test
  void aDefaultThatDiffersBetweenYamlAndSqlIsAProblem() {
    PipelineFile windfarm =
        PipelineFile.copy("windfarm", folder)
            .replace("${POWERFACTOR_MAX:1.05}", "${POWERFACTOR_MAX:1.06}");
    int line = windfarm.text().substring(0, windfarm.text().indexOf("1.06")).split("\n").length;

    assertThat(windfarm.problems())
        .containsExactly(
            ("queries.outside-band: windfarm/outside-band.sql, line 4: the setting POWERFACTOR_MAX"
                    + " has the default '1.05' here, but '1.06' in line %d; give it one default")
                .formatted(line));
  }

  @Test
  void settingsOfSqlInTheDefinitionAreLiteralsToo() {
    PipelineFile seattle =
        PipelineFile.copy("seattle", folder)
            .replace(
                "queries:\n",
                "queries:\n"
                    + "  of: {sql: \"SELECT day_id FROM days WHERE station = ${STATION:SEA}\"}\n");

    assertThat(seattle.load(Map.of("STATION", "' OR ''='")).queries().get(0).sql())
        .endsWith(
            "station = ('' || chr(39) || ' OR ' || chr(39) || '' || chr(39) || '=' || chr(39) ||"
                + " '')");
  }

  @Test
  void aSettingOfAnotherTypeIsRefusedByNameAndPlace() {
    assertThat(PipelineFile.copy("windfarm", folder).problems(Map.of("TEMPERATURE_MIN", "cold")))
        .anyMatch(
            problem ->
                problem.contains(
                    "windfarm/outside-band.sql, line 5: the setting TEMPERATURE_MIN is 'cold', but"
                        + " needs a number, as its default 10.0 is one"));
  }
}
