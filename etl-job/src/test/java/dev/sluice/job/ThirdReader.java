package dev.sluice.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** DuckDB, which neither engine has anything to do with. */
final class ThirdReader implements AutoCloseable {
  private final Connection connection;
  private final Path file;

  ThirdReader() throws SQLException, IOException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    file = Files.createTempFile("third-", ".parquet");
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      // Else what was read before of the same path and size is taken for the next object.
      statement.execute("SET enable_external_file_cache = false");
    }
  }

  /** Names and types, then the rows in the file's order; doubles are equal only bit for bit. */
  List<List<Object>> rows(byte[] parquet) throws SQLException, IOException {
    Files.write(file, parquet);
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT * FROM '" + file + "'")) {
      return rows(result);
    }
  }

  private static List<List<Object>> rows(ResultSet result) throws SQLException {
    ResultSetMetaData columns = result.getMetaData();
    List<List<Object>> rows = new ArrayList<>();
    List<Object> header = new ArrayList<>();
    for (int column = 1; column <= columns.getColumnCount(); column++) {
      header.add(columns.getColumnName(column) + " " + columns.getColumnTypeName(column));
    }
    rows.add(header);
    while (result.next()) {
      List<Object> row = new ArrayList<>();
      for (int column = 1; column <= columns.getColumnCount(); column++) {
        row.add(result.getObject(column));
      }
      rows.add(row);
    }
    return rows;
  }

  @Override
  public void close() throws SQLException, IOException {
    connection.close();
    Files.delete(file);
  }
}
