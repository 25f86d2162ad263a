package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.NamedQuery;
import java.nio.file.Path;
import java.util.List;
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
}
