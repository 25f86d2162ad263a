package dev.sluice.localaws.athena.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HexFormat;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;

/** The data file of a new table, and what its entry says of it. */
class NewIcebergFileTest extends NewTables {
  @Test
  void theFilesEntrySaysBetweenWhichValuesItsColumnsLie() throws Exception {
    make("", EVERYTHING);

    DataFile file = file();
    assertThat(table().schema().columns())
        .extracting(field -> bounds(field, file))
        .containsExactly(
            "1..2",
            "5000000000..5000000000",
            "a..the longest namf",
            "1.5..1.5",
            "-0.5..-0.5",
            "false..true",
            "20605..20605",
            "1780308000123456..1780308000123456",
            "1780308000123456..1780308000123456",
            "12.34..12.34",
            "1.00..1.00",
            "-3.0000000000..-3.0000000000",
            "6162..6162",
            "none",
            "none",
            "none");
  }

  @Test
  void theFilesEntryCountsWhatTheFileHas() throws Exception {
    make("", EVERYTHING);

    DataFile file = file();
    Table table = table();
    assertThat(file.recordCount()).isEqualTo(2);
    assertThat(file.fileSizeInBytes())
        .isEqualTo(Files.size(lake.root.resolve(file.location().substring("s3://".length()))));
    assertThat(file.splitOffsets()).containsExactly(4L);
    int price = table.schema().findField("price").fieldId();
    assertThat(file.nanValueCounts()).containsEntry(price, 1L);
    assertThat(file.nullValueCounts())
        .containsEntry(price, 0L)
        .containsEntry(table.schema().findField("big").fieldId(), 1L)
        .containsEntry(table.schema().findField("place.n").fieldId(), 1L);
    int element = table.schema().findField("list.element").fieldId();
    assertThat(file.valueCounts()).containsEntry(price, 2L).doesNotContainKey(element);
    assertThat(file.columnSizes())
        .hasSize(18)
        .allSatisfy((id, size) -> assertThat(size).isPositive());
  }

  private static String bounds(NestedField field, DataFile file) {
    ByteBuffer lower = file.lowerBounds().get(field.fieldId());
    if (lower == null) {
      return "none";
    }
    ByteBuffer upper = file.upperBounds().get(field.fieldId());
    return text(field, lower) + ".." + text(field, upper);
  }

  private static String text(NestedField field, ByteBuffer bound) {
    return field.name().equals("bytes")
        ? HexFormat.of().formatHex(bytes(bound))
        : Conversions.fromByteBuffer(field.type(), bound).toString();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  @Test
  void bothZerosAreWithinTheBounds() throws Exception {
    make("", "SELECT * FROM (VALUES (0.0::DOUBLE), (-0.0::DOUBLE)) v(zero)");

    NestedField zero = table().schema().findField("zero");
    assertThat(bounds(zero, file())).isEqualTo("-0.0..0.0");
  }

  @Test
  void duckDbReadsTheFileByItself() throws Exception {
    make("", EVERYTHING);

    Path file = lake.root.resolve(file().location().substring("s3://".length()));
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT sum(id), (SELECT max(field_id) FROM parquet_schema('%1$s')) FROM '%1$s'"
                    .formatted(file))) {
      rows.next();
      assertThat(rows.getInt(1)).isEqualTo(3);
      assertThat(rows.getInt(2)).isEqualTo(21);
    }
  }
}
