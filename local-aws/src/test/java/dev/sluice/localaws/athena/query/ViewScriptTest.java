package dev.sluice.localaws.athena.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.athena.TableFixture;
import dev.sluice.localaws.athena.TableFixture.Serdes;
import dev.sluice.localaws.store.DirectoryLake;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in a DuckDB of its own, read as any JDBC client reads. */
class ViewScriptTest {
  @TempDir Path directory;
  private TableFixture lake;

  @BeforeEach
  void make() throws Exception {
    lake = new TableFixture(directory);
    lake.parquet("readings/year=2026/month=06/a.parquet", "SELECT 'a' AS id, 1.5::DOUBLE AS x")
        .parquet("readings/year=2026/month=07/a.parquet", "SELECT 'b' AS id")
        .table(
            "readings",
            Serdes.PARQUET,
            "id string, x double, price decimal(10,2)",
            "year int, month string",
            "{\"projection.enabled\": \"true\", \"projection.year.type\": \"integer\","
                + " \"projection.year.range\": \"2026,2030\", \"projection.month.type\":"
                + " \"integer\", \"projection.month.range\": \"1,12\", \"projection.month.digits\":"
                + " \"2\"}")
        .object("raw/a.json", "{\"Id\": 1}")
        .table("raw", Serdes.JSON, "id int", "", "{}")
        .parquetTable("nothing", "n int");
    lake.csv("CREATE DATABASE another");
    lake.csv("CREATE VIEW z_last AS SELECT id, 7 / 2 AS half, year FROM readings");
    lake.csv(
        "CREATE VIEW another.a_first AS SELECT id, half -- a comment\nFROM z_last ORDER BY id");
    lake.csv("CREATE EXTERNAL TABLE orc (n int) STORED AS ORC LOCATION 's3://lake/raw/'");
  }

  @Test
  void givesAnyDuckDbTheTablesWithTheirTypesAndPartitions() throws Exception {
    List<String> script = script();
    assertThat(script).filteredOn(line -> line.startsWith("--")).hasSize(1);
    assertThat(script)
        .anyMatch(line -> line.startsWith("-- left out: \"farm\".\"orc\": NOT_SUPPORTED"));
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + directory.resolve("bi.duckdb"));
        Statement statement = connection.createStatement()) {
      statement.execute(String.join("\n", script));

      assertThat(rows(statement, "SELECT * FROM farm.readings ORDER BY id"))
          .containsExactly(
              "id VARCHAR, x DOUBLE, price DECIMAL(10,2), year INTEGER, month VARCHAR",
              "a, 1.5, null, 2026, 06",
              "b, null, null, 2026, 07");
      assertThat(rows(statement, "SELECT * FROM farm.raw")).containsExactly("id INTEGER", "1");
      assertThat(rows(statement, "SELECT * FROM farm.nothing")).containsExactly("n INTEGER");
      assertThat(rows(statement, "SELECT * FROM another.a_first ORDER BY id"))
          .containsExactly("id VARCHAR, half INTEGER", "a, 3", "b, 3");
    }
  }

  @Test
  void canBeRunAgainAndAfterTheConnectionWasClosed() throws Exception {
    String file = "jdbc:duckdb:" + directory.resolve("bi.duckdb");
    for (int i = 0; i < 2; i++) {
      try (Connection connection = DriverManager.getConnection(file);
          Statement statement = connection.createStatement()) {
        statement.execute(String.join("\n", script()));
      }
    }
    try (Connection connection = DriverManager.getConnection(file);
        Statement statement = connection.createStatement()) {
      assertThat(rows(statement, "SELECT count(*) AS n FROM farm.readings"))
          .containsExactly("n BIGINT", "2");
    }
  }

  private List<String> script() throws Exception {
    return new ViewScript(lake.catalog, new DirectoryLake(lake.root), Clock.systemUTC()).lines();
  }

  private static List<String> rows(Statement statement, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(sql)) {
      ResultSetMetaData columns = result.getMetaData();
      List<String> header = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        header.add(columns.getColumnName(i) + " " + columns.getColumnTypeName(i));
      }
      rows.add(String.join(", ", header));
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          row.add(String.valueOf(result.getObject(i)));
        }
        rows.add(String.join(", ", row));
      }
    }
    return rows;
  }
}
