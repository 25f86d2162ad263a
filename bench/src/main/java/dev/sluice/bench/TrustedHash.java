package dev.sluice.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What a lake's trusted files hold, equal for equal rows in equal partitions; read by DuckDB. */
final class TrustedHash {
  private static final String SQL =
      """
      SELECT count(*) AS rows, count(DISTINCT filename) AS files, round(sum(reading), 2) AS sum,
        sum(hash(reading_id, turbine, sensor, reading, epoch_ms(event_time), day)) AS hash,
        count(*) FILTER (WHERE event_time < before) AS unsorted
      FROM (SELECT *, epoch_ms(event_time), lag(event_time) OVER
              (PARTITION BY filename ORDER BY file_row_number) AS before
            FROM read_parquet('%s/trusted/windfarm/readings/**/*.parquet', filename = true,
              file_row_number = true, hive_partitioning = true))
      """;

  private TrustedHash() {}

  static String of(Path bucket) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(SQL.formatted(bucket))) {
      result.next();
      return "%,d rows in %d files, sum %.2f, hash %s, unsorted %d"
          .formatted(
              result.getLong("rows"),
              result.getLong("files"),
              result.getDouble("sum"),
              result.getString("hash"),
              result.getLong("unsorted"));
    }
  }
}
