package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

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
