package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** The same table by DuckDB, partition by partition. */
public final class DuckDbEtl {
  private static final String SQL =
      """
      COPY (
        WITH numbered AS (
          SELECT *, row_number() OVER () AS place
          FROM read_json('%s/*', format = 'newline_delimited', columns = {id: 'VARCHAR',
            turbine: 'VARCHAR', type: 'VARCHAR', data: 'VARCHAR', timestamp: 'VARCHAR'})),
        typed AS (
          SELECT id AS reading_id, turbine, type AS sensor, TRY_CAST(data AS DOUBLE) AS reading,
            CAST(TRY_CAST(timestamp AS TIMESTAMPTZ) AS TIMESTAMP) AS event_time, place
          FROM numbered)
        SELECT reading_id, turbine, sensor, reading, event_time FROM typed
        WHERE reading_id IS NOT NULL AND turbine IS NOT NULL AND sensor IS NOT NULL
          AND reading IS NOT NULL AND event_time IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY reading_id ORDER BY place) = 1
        ORDER BY event_time, turbine, sensor, reading_id)
      TO '%s' (FORMAT parquet, COMPRESSION zstd)
      """;

  private DuckDbEtl() {}

  /** Arguments: the bucket's folder, threads. */
  public static void main(String[] arguments) throws IOException, SQLException {
    Path bucket = Path.of(arguments[0]);
    Path raw = bucket.resolve("raw/windfarm");
    List<Path> partitions;
    try (Stream<Path> files = Files.walk(raw)) {
      partitions =
          files.filter(Files::isRegularFile).map(Path::getParent).distinct().sorted().toList();
    }
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = " + arguments[1]);
      statement.execute("SET TimeZone = 'UTC'");
      for (Path partition : partitions) {
        Path to = bucket.resolve("trusted/windfarm/readings").resolve(raw.relativize(partition));
        Files.createDirectories(to);
        statement.execute(SQL.formatted(partition, to.resolve("part-0.parquet")));
      }
    }
  }
}
