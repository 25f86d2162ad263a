package dev.sluice.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** DuckDB's JSON reader and Parquet writer on one thread; also the judge of what was written. */
final class DuckDbConverter {
  private DuckDbConverter() {}

  /** Casts and writes. */
  static void convert(Path json, Path parquet) throws SQLException {
    copy(json, parquet, "");
  }

  /** Also removes duplicates, of which the first stays, and sorts: the embedded engine's work. */
  static void convertEqually(Path json, Path parquet) throws SQLException {
    copy(
        json,
        parquet,
        """
        QUALIFY row_number() OVER (PARTITION BY id ORDER BY place) = 1
        ORDER BY event_time, turbine, sensor
        """);
  }

  private static void copy(Path json, Path parquet, String rest) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 1");
      statement.execute(
          """
          COPY (SELECT id AS reading_id, turbine, type AS sensor, data AS reading, timestamp AS event_time
                FROM (SELECT *, row_number() OVER () AS place
                  FROM read_json('%s', format = 'newline_delimited', columns = {id: 'VARCHAR',
                    turbine: 'VARCHAR', type: 'VARCHAR', data: 'DOUBLE', timestamp: 'TIMESTAMPTZ'}))
                %s)
          TO '%s' (FORMAT parquet, COMPRESSION zstd)
          """
              .formatted(json, rest, parquet));
    }
  }

  /** Rows and sums of a file, equal for equal contents. */
  static String summary(Path parquet) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                """
                SELECT count(*), count(DISTINCT reading_id), round(sum(reading), 2),
                  sum(epoch_ms(event_time)) FROM '%s'
                """
                    .formatted(parquet))) {
      result.next();
      return "%d rows, %d ids, sums %.2f and %s"
          .formatted(
              result.getLong(1), result.getLong(2), result.getDouble(3), result.getString(4));
    }
  }
}
