package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.pipeline.TrustedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every statement of every pipeline, on DuckDB and on Spark, over the same tables. */
class DialectTest {
  private static final Path GOLDEN =
      Path.of(System.getProperty("sluice.root"), "local-lake/src/test/resources/golden");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"gpu", "movies", "quickstart", "seattle", "weather", "windfarm"})
  void duckDbAndSparkGiveTheSame(String name) throws IOException, SQLException {
    SampleTables tables = SampleTables.make(name, folder);
    Map<String, List<String>> duckDb = onDuckDb(tables);
    Map<String, List<String>> spark = onSpark(tables);
    for (NamedQuery query : tables.pipeline().queries()) {
      assertThat(duckDb.get(query.name())).as(query.name()).isNotEmpty();
      assertThat(spark.get(query.name()))
          .as(query.name())
          .usingElementComparator(Cells::compare)
          .containsExactlyElementsOf(duckDb.get(query.name()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"movies;by-year;4", "movies;series;2", "seattle;monthly-extremes;8"})
  void sparkGivesWhatTheGoldenFilesSay(String which) throws IOException {
    String[] parts = which.split(";", -1);
    SampleTables tables = SampleTables.make(parts[0], folder);
    int columns = Integer.parseInt(parts[2]);
    List<String> golden =
        Files.readAllLines(GOLDEN.resolve(parts[0] + "-" + parts[1] + ".csv")).stream()
            .skip(1)
            .map(line -> Cells.ofCsv(line.split("[;,]", -1), columns))
            .toList();
    assertThat(
            onSpark(tables).get(parts[1]).stream()
                .map(row -> Cells.ofCsv(row.split("\\|", -1), columns)))
        .isEqualTo(golden);
  }

  @Test
  void aSettingIsTheSameLiteralToBoth() throws IOException, SQLException {
    String sql = settingsInSql();
    String expected = "2|2.1|0.5|true|2026-06-01|it's|true|false|false|true";
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows(rows)).containsExactly(expected);
    }
    Row row = LocalSpark.session().sql(sql).head();
    List<Object> cells = new ArrayList<>();
    for (int column = 0; column < row.size(); column++) {
      cells.add(row.get(column));
    }
    assertThat(Cells.text(cells)).isEqualTo(expected);
  }

  private String settingsInSql() throws IOException {
    Files.writeString(
        folder.resolve("quickstart.yaml"),
        Files.readString(GOLDEN.resolve("../../../../../pipelines/quickstart.yaml"))
            .replace(
                "\nqueries:\n",
                """

                queries:
                  all:
                    sql: >-
                      SELECT ${W:1} + 1 AS w, ${N:1.05} * 2 AS n, 0 -${M:-0.5} AS m, ${B:true} AS b,
                      CAST(${D:2026-06-01} AS varchar(10)) AS d, ${T:it's} AS t, ${E:} = '' AS e,
                      CAST(0.1 AS real) < ${X:0.1} AS x, CAST(1.05 AS double) > ${N:1.05} AS c,
                      CAST('2026-06-01 00:00:00' AS timestamp) = ${S:2026-06-01T02:00:00+02:00} AS s
                """));
    return new PipelineLoader()
        .load(folder.resolve("quickstart.yaml"), Map.of()).queries().stream()
            .filter(query -> query.name().equals("all"))
            .findFirst()
            .orElseThrow()
            .sql();
  }

  private static Map<String, List<String>> onDuckDb(SampleTables tables) throws SQLException {
    Map<String, List<String>> results = new LinkedHashMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      for (TrustedTable table : tables.pipeline().trusted()) {
        statement.execute(
            "CREATE VIEW %s AS SELECT %s FROM read_parquet('%s/**/*.parquet', hive_partitioning = true)"
                .formatted(table.name(), tables.columnsForDuckDb(table), tables.folder(table)));
      }
      for (RefinedTable table : tables.pipeline().refined()) {
        statement.execute("CREATE TABLE " + table.name() + " AS " + table.sql());
      }
      for (NamedQuery query : tables.pipeline().queries()) {
        try (ResultSet rows = statement.executeQuery(query.sql())) {
          results.put(query.name(), rows(rows));
        }
      }
    }
    return results;
  }

  private static List<String> rows(ResultSet result) throws SQLException {
    List<String> rows = new ArrayList<>();
    while (result.next()) {
      List<Object> cells = new ArrayList<>();
      for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
        cells.add(result.getObject(column));
      }
      rows.add(Cells.text(cells));
    }
    return rows;
  }

  private static Map<String, List<String>> onSpark(SampleTables tables) {
    SparkSession spark = LocalSpark.session();
    for (TrustedTable table : tables.pipeline().trusted()) {
      spark.read().parquet(tables.folder(table).toString()).createOrReplaceTempView(table.name());
    }
    for (RefinedTable table : tables.pipeline().refined()) {
      spark.sql(table.sql()).cache().createOrReplaceTempView(table.name());
    }
    Map<String, List<String>> results = new LinkedHashMap<>();
    for (NamedQuery query : tables.pipeline().queries()) {
      List<String> rows = new ArrayList<>();
      for (Row row : spark.sql(query.sql()).collectAsList()) {
        List<Object> cells = new ArrayList<>();
        for (int column = 0; column < row.size(); column++) {
          cells.add(row.get(column));
        }
        rows.add(Cells.text(cells));
      }
      results.put(query.name(), rows);
    }
    return results;
  }
}
