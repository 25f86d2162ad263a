package dev.sluice.localaws.crawler.sample;

import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.table.HiveType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the schema out of a Parquet file's footer. Structs and arrays are types without parts. */
final class ParquetClassifier {
  private ParquetClassifier() {}

  static Sample sample(Path file) throws IOException, UnknownFormatException {
    String path = "'" + file.toString().replace("'", "''") + "'";
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      Map<String, SampleType> fields = new LinkedHashMap<>();
      try (ResultSet columns =
          statement.executeQuery(
              "DESCRIBE SELECT * FROM read_parquet(%s, hive_partitioning=false)".formatted(path))) {
        while (columns.next()) {
          String type = columns.getString("column_type");
          fields.put(columns.getString("column_name"), new SampleType.Scalar(hive(type)));
        }
      }
      Shape shape = new Shape("parquet", "none", Map.of());
      return new Sample(shape, Columns.of(fields), rows(statement, path), Files.size(file));
    } catch (SQLException | QueryFailedException e) {
      throw new UnknownFormatException("its footer can't be read: " + e.getMessage());
    }
  }

  /** A time that the file says is of UTC is in Hive a time like any other. */
  private static String hive(String type) throws QueryFailedException {
    return HiveType.ofDuckDb(type.equals("TIMESTAMP WITH TIME ZONE") ? "TIMESTAMP" : type);
  }

  private static long rows(Statement statement, String path) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery("SELECT sum(num_rows) FROM parquet_file_metadata(" + path + ")")) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }
}
