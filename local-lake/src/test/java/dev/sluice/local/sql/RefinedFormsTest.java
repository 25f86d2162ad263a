package dev.sluice.local.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.InvalidPipelineException;
import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.run.CheckStatement;
import dev.sluice.local.cli.text.ModelPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views, a second database, places and keys, as a pipeline's file says them. */
class RefinedFormsTest {
  private static final String REFINED =
      """
      refined:
        dim: {view: {sql: "SELECT id, device, celsius > ${HOT:30.0} AS hot FROM readings"}, keys: {primary: [id, device]}}
        top:
          sql: SELECT dim.id, dim.device, dim.hot FROM dim
          database: refined
          location: {prefix: refined/top}
          keys:
            references: {id: [dim.id, readings.id], device: dim.device}
        ends: {sql: SELECT top.id FROM refined.top}
      """;

  @TempDir Path folder;

  private Pipeline pipeline(String refined) throws IOException {
    Path root = Path.of(System.getProperty("sluice.root"), "pipelines");
    Path file = folder.resolve("quickstart.yaml");
    Files.writeString(file, Files.readString(root.resolve("quickstart.yaml")) + refined);
    return new PipelineLoader(new TrinoSqlCheck()).load(file, Map.of());
  }

  private List<String> problems(String old, String replacement) throws IOException {
    assertThat(REFINED).contains(old);
    try {
      pipeline(REFINED.replace(old, replacement));
      return List.of();
    } catch (InvalidPipelineException e) {
      return e.problems().stream().map(each -> each.path() + ": " + each.message()).toList();
    }
  }

  @Test
  void theEngineGivesColumnsOfViewsAndOfOtherDatabasesTheirTypes() throws IOException {
    assertThat(ColumnTypes.of(pipeline(REFINED)))
        .containsEntry("dim", Map.of("id", "string", "device", "string", "hot", "boolean"))
        .containsEntry("refined.top", Map.of("id", "string", "device", "string", "hot", "boolean"))
        .containsEntry("ends", Map.of("id", "string"));
  }

  @Test
  void theModelShowsKeysAndCardinalities() throws IOException {
    Pipeline pipeline = pipeline(REFINED);
    assertThat(new ModelPicture(pipeline, ColumnTypes.of(pipeline)).markdown())
        .contains(
            "t_dim[[\"dim<br/>view\"]]",
            "t_refined_top[(\"refined.top<br/>refined/top\")]",
            "  refined_top[\"refined.top\"] {\n    string id FK\n",
            "  dim |o--o{ refined_top : \"id, device\"\n",
            "  readings |o--o{ refined_top : \"id\"\n");
  }

  @Test
  void whatIsWrongIsSaid() throws IOException {
    assertThat(problems("FROM refined.top", "FROM top"))
        .containsExactly(
            "refined.ends.sql: the SQL, line 1: 'top' is in another database; write refined.top");
    assertThat(problems("device: dim.device", "devise: dim.device"))
        .singleElement()
        .asString()
        .contains("no column of this table is named 'devise'", "did you mean 'device'?");
    assertThat(problems("device: dim.device", "device: dim.devise"))
        .singleElement()
        .asString()
        .contains("no column of table 'dim' is named 'devise'");
    assertThat(problems("database: refined", "database: Refined"))
        .anyMatch(problem -> problem.contains("a database's name begins with a-z"));
    assertThat(problems("prefix: refined/top", "prefix: trusted/top"))
        .anyMatch(problem -> problem.contains("must begin with 'refined/'"));
    assertThat(problems("prefix: refined/top", "prefix: refined/quickstart/ends"))
        .anyMatch(problem -> problem.contains("take a prefix beside it"));
    assertThat(
            problems("primary: [id, device]}}", "primary: [id]}, location: {prefix: refined/a}}"))
        .anyMatch(problem -> problem.contains("a view has no rows of its own"));
  }

  @Test
  void statementsOfKeysFindRowsTooManyNullsAndStrangers() throws IOException, SQLException {
    List<String> found = new ArrayList<>();
    try (var duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      statement.execute("CREATE SCHEMA refined");
      statement.execute("CREATE TABLE readings AS SELECT 'a' AS id, 'x' AS device");
      statement.execute(
          "CREATE TABLE dim AS SELECT * FROM (VALUES ('a', 'x'), ('a', 'x'), ('a', 'x'),"
              + " ('b', NULL), ('c', 'z')) AS t(id, device)");
      statement.execute(
          "CREATE TABLE refined.top AS SELECT * FROM (VALUES ('a', 'x'), ('q', 'x'), (NULL, 'y'))"
              + " AS t(id, device)");
      for (CheckStatement check : CheckStatement.of(pipeline(REFINED))) {
        try (ResultSet rows = statement.executeQuery(check.sql())) {
          rows.next();
          found.add(check.name() + " " + rows.getLong(1) + " " + rows.getString(2));
        }
      }
    }
    assertThat(found)
        .containsExactly(
            "dim.primary-key 3 a, x",
            "refined.top.references-id-dim 1 q",
            "refined.top.references-id-readings 1 q",
            "refined.top.references-device 1 y");
  }

  @Test
  void statementsOfKeysArePortable() throws IOException {
    for (CheckStatement check : CheckStatement.of(pipeline(REFINED))) {
      assertThat(
              new TrinoSqlCheck()
                  .check(
                      check.sql(),
                      Map.of("dim", List.of(), "readings", List.of(), "refined.top", List.of()))
                  .problems())
          .isEmpty();
    }
  }
}
