package dev.sluice.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.Digits;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.trusted.rows.Row;
import dev.sluice.core.trusted.rows.RowBuilder;
import dev.sluice.core.trusted.rows.RowLayout;
import dev.sluice.core.trusted.rows.TableWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decimals of each width, microseconds and bytes, as DuckDB reads them. */
class ExactColumnsTest {
  private static final int[] PRECISIONS = {1, 9, 10, 18, 19, 27, 35, 38};

  @TempDir Path folder;

  private static Column decimal(int precision) {
    Digits digits = new Digits(precision, 1);
    ColumnRule rule = ColumnRule.of(digits);
    return new Column("d" + precision, FieldType.DECIMAL, "d", rule, false, true, "");
  }

  private Path write(BigInteger sign) throws IOException {
    List<Column> columns = new ArrayList<>();
    for (int precision : PRECISIONS) {
      columns.add(decimal(precision));
    }
    columns.add(new Column("moment", FieldType.TIMESTAMP_MICROS, "t", false, ""));
    columns.add(new Column("content", FieldType.BINARY, "b", false, ""));
    columns.add(new Column("id", FieldType.STRING, "id", true, ""));
    TrustedTable table = new TrustedTable("exact", columns, "id", List.of(), List.of());
    RowLayout layout = new RowLayout(table);
    RowBuilder row = new RowBuilder(layout);
    row.begin(0);
    for (int i = 0; i < PRECISIONS.length; i++) {
      BigInteger largest =
          BigInteger.TEN.pow(PRECISIONS[i]).subtract(BigInteger.ONE).multiply(sign);
      row.setDecimal(i, largest.shiftRight(64).longValue(), largest.longValue());
    }
    row.set(PRECISIONS.length, 1_780_315_200_123_456L);
    row.setBase64(PRECISIONS.length + 1, "//79AA==".toCharArray(), 0, 8);
    row.setUtf8(PRECISIONS.length + 2, "a".getBytes(UTF_8), 0, 1);
    row.finish();
    Path file = folder.resolve("exact.parquet");
    try (TableWriter.RowFile out = new ParquetTableWriter().create(table, file)) {
      out.write(new Row(layout).at(row.bytes(), 0));
    }
    return file;
  }

  private static List<String> read(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      try (ResultSet result = statement.executeQuery(sql)) {
        result.next();
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        return row;
      }
    }
  }

  @Test
  void decimalsOfEachWidthAreExact() throws IOException, SQLException {
    for (BigInteger sign : List.of(BigInteger.ONE, BigInteger.ONE.negate())) {
      Path file = write(sign);
      List<String> row = read("SELECT COLUMNS('d\\d+') FROM '" + file + "'");
      for (int i = 0; i < PRECISIONS.length; i++) {
        String minus = sign.signum() < 0 ? "-" : "";
        assertThat(row.get(i))
            .isEqualTo(minus + "9".repeat(PRECISIONS[i] - 1).replaceFirst("^$", "0") + ".9");
      }
      assertThat(
              read(
                  "SELECT string_agg(type || coalesce(type_length, '') || ' ' || precision || ' '"
                      + " || scale, ', ') FROM parquet_schema('"
                      + file
                      + "') WHERE name LIKE 'd%' AND name <> 'dev'"))
          .containsExactly(
              "INT32 1 1, INT32 9 1, INT64 10 1, INT64 18 1, FIXED_LEN_BYTE_ARRAY9 19 1,"
                  + " FIXED_LEN_BYTE_ARRAY12 27 1, FIXED_LEN_BYTE_ARRAY15 35 1,"
                  + " FIXED_LEN_BYTE_ARRAY16 38 1");
    }
  }

  @Test
  void microsecondsAndBytesAreKept() throws IOException, SQLException {
    Path file = write(BigInteger.ONE);
    assertThat(
            read(
                "SELECT typeof(moment), epoch_us(moment), typeof(content), hex(content) FROM '"
                    + file
                    + "'"))
        .containsExactly("TIMESTAMP WITH TIME ZONE", "1780315200123456", "BLOB", "FFFEFD00");
  }
}
