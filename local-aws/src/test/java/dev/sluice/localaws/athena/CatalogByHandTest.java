package dev.sluice.localaws.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.athena.model.ColumnInfo;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.ResultSet;
import software.amazon.awssdk.services.athena.model.Row;
import software.amazon.awssdk.services.athena.model.StatementType;

/** What people type into Athena's editor, through AWS's client. */
class CatalogByHandTest extends AthenaOverTheWire {
  private final Map<String, QueryExecution> ran = new LinkedHashMap<>();

  @BeforeEach
  void makeFilms() throws Exception {
    lake.parquet(
            "trusted/csv_imdb/movies/part-0.parquet",
            "SELECT 'tt' || i AS id, 'Film ' || i AS titulopincipal, (1990 + i)::INT AS"
                + " anolancamento, 'Horror' AS genero, 7.5::FLOAT AS notamedia, i::INT AS"
                + " numerovotos FROM range(1, 31) r(i)")
        .parquet(
            "trusted/TMDB/2026/06/01/part-0.parquet",
            "SELECT i::INT AS id, 'Film ' || i AS title, 'o' AS overview, 'Terror' AS genres,"
                + " 1.5::DOUBLE AS popularity, DATE '2020-01-01' + i::INT AS release_date FROM"
                + " range(21, 26) r(i)");
  }

  @Test
  void theEverydayWorkOnTheLakeOfMoviesRunsAsItIsTyped() throws Exception {
    List<String> statements = statements();
    for (String sql : statements) {
      QueryExecution query = await(start(sql));
      assertThat(query.status().state())
          .as(sql + ": " + query.status().stateChangeReason())
          .isEqualTo(QueryExecutionState.SUCCEEDED);
      ran.put(sql, query);
    }

    assertThat(rows("SHOW TABLES IN refined")).containsExactly("joined_df");
    assertThat(rows("DESCRIBE refined.joined_df"))
        .hasSize(8)
        .contains("numerovotos         \tint                 \t                    ");
    assertThat(String.join("\n", rows("SHOW CREATE TABLE tb_csv_by_hand")))
        .startsWith("CREATE EXTERNAL TABLE `tb_csv_by_hand`(\n  `id` string, \n")
        .contains("LOCATION\n  's3://lake/trusted/csv_imdb/movies/'");
    assertThat(rows("MSCK REPAIR TABLE tb_csv_by_hand")).isEmpty();
    assertThat(rows("SELECT count(*)")).containsExactly("_col0", "30");
    assertThat(rows("SELECT * FROM dim_tempo_by_hand"))
        .containsExactly(
            "id_csv,id_json,anolancamento,release_date",
            "tt25,25,2015,2020-01-26",
            "tt24,24,2014,2020-01-25",
            "tt23,23,2013,2020-01-24",
            "tt22,22,2012,2020-01-23",
            "tt21,21,2011,2020-01-22");
    assertThat(glue.getDatabases(r -> {}).databaseList()).hasSize(1);
    assertThat(glue.getTables(r -> r.databaseName("farm")).tableList()).isEmpty();
  }

  @Test
  void aStatementHasTheTypeAndTheResultThatAthenaGivesIt() throws Exception {
    QueryExecution created = await(start("CREATE VIEW v AS SELECT 1 AS n, 'a' AS s"));
    QueryExecution shown = await(start("-- which?\nSHOW TABLES"));
    QueryExecution described = await(start("DESCRIBE v"));

    assertThat(created.statementType()).isEqualTo(StatementType.DDL);
    assertThat(created.resultConfiguration().outputLocation()).endsWith(".txt");
    assertThat(shown.statementType()).isEqualTo(StatementType.UTILITY);
    assertThat(content(shown)).isEqualTo("v");
    assertThat(content(described)).isEqualTo("n\tinteger\ns\tvarchar");
    assertThat(columns(created)).isEmpty();
    assertThat(columns(shown)).containsExactly("tab_name string");
    assertThat(columns(described)).containsExactly("column varchar", "type varchar");
    assertThat(glue.getTable(r -> r.databaseName("farm").name("v")).table().viewOriginalText())
        .startsWith("/* Presto View: ");
  }

  @Test
  void aStatementThatFailsSaysWhyAndIsTheUsersError() {
    QueryExecution failed = await(start("DESCRIBE nothing"));

    assertThat(failed.status().state()).isEqualTo(QueryExecutionState.FAILED);
    assertThat(failed.status().stateChangeReason())
        .isEqualTo("FAILED: SemanticException [Error 10001]: Table not found farm.nothing");
    assertThat(failed.status().athenaError().errorCategory()).isEqualTo(2);
  }

  private static List<String> statements() throws IOException {
    try (InputStream file =
        CatalogByHandTest.class.getResourceAsStream("/athena/movies-by-hand.sql")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      List<String> statements = new ArrayList<>();
      for (String statement : text.replace("s3://BUCKET/", "s3://lake/").split("(?<=;)\n")) {
        statements.add(statement.strip());
      }
      return statements;
    }
  }

  private ResultSet result(QueryExecution query) {
    return athena.getQueryResults(r -> r.queryExecutionId(query.queryExecutionId())).resultSet();
  }

  private List<String> rows(String start) {
    QueryExecution query =
        ran.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(start))
            .findFirst()
            .orElseThrow()
            .getValue();
    List<String> lines = new ArrayList<>();
    for (Row row : result(query).rows()) {
      lines.add(String.join(",", row.data().stream().map(d -> d.varCharValue()).toList()));
    }
    return lines;
  }

  private List<String> columns(QueryExecution query) {
    return result(query).resultSetMetadata().columnInfo().stream()
        .map((ColumnInfo column) -> column.name() + " " + column.type())
        .toList();
  }

  private String content(QueryExecution query) throws IOException {
    String place = query.resultConfiguration().outputLocation();
    return Files.readString(lake.root.resolve(place.substring("s3://".length())));
  }
}
