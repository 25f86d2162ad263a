package dev.sluice.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.trusted.rows.Row;
import dev.sluice.core.trusted.rows.RowBuilder;
import dev.sluice.core.trusted.rows.RowLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of several row groups, and how their columns are encoded, as DuckDB sees them. */
class RowGroupsTest {
  private static final int ROWS = 100_000;
  private static final TrustedTable TABLE =
      new TrustedTable(
          "readings",
          List.of(
              new Column("id", FieldType.STRING, "id", true, ""),
              new Column("time", FieldType.TIMESTAMP, "t", true, ""),
              new Column("sensor", FieldType.STRING, "s", false, ""),
              new Column("reading", FieldType.DOUBLE, "r", false, "")),
          "id",
          List.of("time", "sensor"),
          List.of());

  @TempDir Path folder;

  private Path write(long rowGroupBytes) throws IOException {
    Path file = folder.resolve("readings.parquet");
    RowLayout layout = new RowLayout(TABLE);
    RowBuilder builder = new RowBuilder(layout);
    Row row = new Row(layout);
    try (ParquetFile out = new ParquetTableWriter().create(TABLE, file, rowGroupBytes)) {
      for (int i = 0; i < ROWS; i++) {
        builder.begin(i);
        byte[] id = ("id-" + i).getBytes(UTF_8);
        builder.setUtf8(0, id, 0, id.length);
        builder.set(1, 1_780_315_200_000L + i * 250L);
        if (i % 10 > 0) {
          builder.setUtf8(2, "temperature".getBytes(UTF_8), 0, 11);
          builder.set(3, Double.doubleToLongBits(i % 100 * 0.5));
        }
        builder.finish();
        out.write(row.at(builder.bytes(), 0));
      }
    }
    return file;
  }

  private static String read(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  @Test
  void allRowsAreInTheirGroupsInOrder() throws IOException, SQLException {
    Path file = write(256 << 10);

    String groups = "SELECT count(DISTINCT row_group_id) FROM parquet_metadata('%s')";
    assertThat(Integer.parseInt(read(groups.formatted(file)))).isBetween(5, 40);
    String sums =
        "SELECT count(*) || ' ' || count(sensor) || ' ' || sum(reading) || ' '"
            + " || count(*) FILTER (WHERE id = 'id-' || file_row_number)"
            + " FROM read_parquet('%s', file_row_number = true)";
    assertThat(read(sums.formatted(file))).isEqualTo("100000 90000 2250000.0 100000");
  }

  /** A dictionary of nearly as many times as rows made files a quarter larger. */
  @Test
  void whatRowsAreSortedByHasNoDictionary() throws IOException, SQLException {
    Path file = write(64L << 20);

    String encodings = "SELECT encodings FROM parquet_metadata('%s') WHERE path_in_schema = '%s'";
    assertThat(read(encodings.formatted(file, "time"))).doesNotContain("DICTIONARY");
    assertThat(read(encodings.formatted(file, "id"))).doesNotContain("DICTIONARY");
    assertThat(read(encodings.formatted(file, "sensor"))).contains("DICTIONARY");
    assertThat(read(encodings.formatted(file, "reading"))).contains("DICTIONARY");
    assertThat(Files.size(file)).isLessThan(ROWS * 8L);
  }

  /** Of such texts a page holds some hundred. */
  @Test
  void longTextsTakeSeveralPages() throws IOException, SQLException {
    Path file = folder.resolve("long.parquet");
    RowLayout layout = new RowLayout(TABLE);
    RowBuilder builder = new RowBuilder(layout);
    Row row = new Row(layout);
    try (ParquetFile out = new ParquetTableWriter().create(TABLE, file)) {
      for (int i = 0; i < 2_000; i++) {
        builder.begin(i);
        byte[] id = ("%04d".formatted(i) + "x".repeat(5_000)).getBytes(UTF_8);
        builder.setUtf8(0, id, 0, id.length);
        builder.finish();
        out.write(row.at(builder.bytes(), 0));
      }
    }

    String seen =
        "SELECT count(*) || ' ' || count(time) || ' ' || sum(length(id)) || ' '"
            + " || count(*) FILTER (WHERE id[:4]::INT = file_row_number)"
            + " FROM read_parquet('%s', file_row_number = true) WHERE id >= '0000'";
    assertThat(read(seen.formatted(file))).isEqualTo("2000 0 10008000 2000");
  }

  /** A page of them was 20,000 rows, and took all memory once there was no dictionary any more. */
  @Test
  void longTextsOfADictionaryMakeSmallPages() throws IOException {
    Path file = folder.resolve("few.parquet");
    long most = 0;
    RowLayout layout = new RowLayout(TABLE);
    RowBuilder builder = new RowBuilder(layout);
    Row row = new Row(layout);
    try (ParquetFile out = new ParquetTableWriter().create(TABLE, file)) {
      for (int i = 0; i < 10_000; i++) {
        builder.begin(i);
        byte[] text = ("%02d".formatted(i % 40) + "x".repeat(20_000)).getBytes(UTF_8);
        builder.setUtf8(2, text, 0, text.length);
        builder.finish();
        out.write(row.at(builder.bytes(), 0));
        most = Math.max(most, out.size());
      }
    }

    assertThat(most).isLessThan(4 << 20);
  }

  /** The first look was after 100 rows, however large: they took all memory. */
  @Test
  void aFewLargeRowsAreARowGroup() throws IOException, SQLException {
    Path file = folder.resolve("large.parquet");
    RowLayout layout = new RowLayout(TABLE);
    RowBuilder builder = new RowBuilder(layout);
    Row row = new Row(layout);
    Random random = new Random(1);
    byte[] text = new byte[1 << 20];
    try (ParquetFile out = new ParquetTableWriter().create(TABLE, file, 8 << 20)) {
      for (int i = 0; i < 60; i++) {
        builder.begin(i);
        for (int at = 0; at < text.length; at++) {
          text[at] = (byte) (' ' + random.nextInt(90));
        }
        builder.setUtf8(2, text, 0, text.length);
        builder.finish();
        out.write(row.at(builder.bytes(), 0));
      }
    }

    String seen = "SELECT max(row_group_num_rows) <= 12 FROM parquet_metadata('%s')";
    assertThat(read(seen.formatted(file))).isEqualTo("true");
    assertThat(read("SELECT sum(length(sensor)) FROM '" + file + "'")).isEqualTo("62914560");
  }
}
