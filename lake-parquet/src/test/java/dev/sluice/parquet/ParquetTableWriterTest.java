package dev.sluice.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.trusted.FarmLake;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.RewritePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTableWriterTest {
  private static final String KEY =
      "trusted/farm/readings/year=2026/month=06/day=01/part-0.parquet";
  private static final String FULL =
      """
      {"id":"a","type":"mü€😀","data":0.1,"timestamp":"2026-06-01T00:00:10.123Z","ok":true,"n":7}
      """;
  private static final String BARE = "{\"id\":\"b\",\"data\":-1e300,\"n\":3000000000}";

  @TempDir Path folder;

  private Path write(String raw, long sortBytes) throws IOException {
    FarmLake lake = new FarmLake(folder);
    lake.put("1", raw);
    PartitionTransform transform =
        new PartitionTransform(
            FarmLake.pipeline(List.of()),
            lake.store,
            new ParquetTableWriter(),
            new PartitionTransform.Workspace(folder, sortBytes));
    assertThat(
            transform.bringUpToDate(
                lake.partitions().partitions().get(0), RewritePolicy.BY_FINGERPRINT))
        .isInstanceOf(PartitionOutcome.Rewritten.class);
    Path file = folder.resolve("read.parquet");
    Files.write(file, lake.store.bytes(KEY));
    return file;
  }

  private static List<List<String>> query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      try (ResultSet result = statement.executeQuery(sql)) {
        List<List<String>> rows = new ArrayList<>();
        while (result.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.add(result.getString(i));
          }
          rows.add(row);
        }
        return rows;
      }
    }
  }

  @Test
  void duckDbReadsValuesAndTypes() throws IOException, SQLException {
    Path file = write(FULL + BARE, 1 << 20);
    assertThat(
            query("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '" + file + "')"))
        .containsExactly(
            List.of("reading_id", "VARCHAR"),
            List.of("sensor", "VARCHAR"),
            List.of("reading", "DOUBLE"),
            List.of("event_time", "TIMESTAMP WITH TIME ZONE"),
            List.of("day", "DATE"),
            List.of("ok", "BOOLEAN"),
            List.of("small", "INTEGER"),
            List.of("large", "BIGINT"),
            List.of("rough", "FLOAT"));
    assertThat(
            query(
                "SELECT reading_id, sensor, reading, epoch_ms(event_time), day, ok, small, large,"
                    + " rough::VARCHAR FROM '"
                    + file
                    + "' WHERE reading_id = 'a'"))
        .containsExactly(
            List.of("a", "mü€😀", "0.1", "1780272010123", "2026-06-01", "true", "7", "7", "0.1"));
    assertThat(query("SELECT sensor, event_time, small, large, rough FROM '" + file + "' LIMIT 1"))
        .containsExactly(java.util.Arrays.asList(null, null, null, "3000000000", null));
  }

  @Test
  void columnsAreNumberedAsTheyStand() throws IOException, SQLException {
    Path file = write(FULL, 1 << 20);
    assertThat(
            query(
                "SELECT name, field_id FROM parquet_schema('"
                    + file
                    + "') WHERE name IN ('reading_id', 'sensor', 'rough') ORDER BY field_id"))
        .containsExactly(List.of("reading_id", "1"), List.of("sensor", "2"), List.of("rough", "9"));
  }

  @Test
  void parquetAvroReadsValues() throws IOException {
    Path file = write(FULL + BARE, 1 << 20);
    try (ParquetReader<GenericRecord> reader =
        AvroParquetReader.<GenericRecord>builder(
                new LocalInputFile(file), new PlainParquetConfiguration())
            .withDataModel(GenericData.get())
            .withCodecFactory(new ZstdCodecFactory())
            .build()) {
      GenericRecord bare = reader.read();
      assertThat(bare.get("reading_id")).hasToString("b");
      assertThat(bare.get("sensor")).isNull();
      assertThat(bare.get("reading")).isEqualTo(-1e300);
      GenericRecord full = reader.read();
      assertThat(full.get("sensor")).hasToString("mü€😀");
      assertThat(full.get("event_time"))
          .isIn(Instant.parse("2026-06-01T00:00:10.123Z"), 1780272010123L);
      assertThat(full.get("day")).isIn(LocalDate.of(2026, 6, 1), 20605);
      assertThat(full.get("rough")).isEqualTo(0.1f);
      assertThat(reader.read()).isNull();
    }
  }

  @Test
  void aFileWithoutRowsHasItsColumns() throws IOException, SQLException {
    Path file = write("", 1 << 20);
    assertThat(query("SELECT count(reading), count(*) FROM '" + file + "'"))
        .containsExactly(List.of("0", "0"));
  }

  @Test
  void spilledAndUnspilledRowsGiveTheSameBytes() throws IOException {
    StringBuilder raw = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      raw.append("{\"id\":").append(i * 7919 % 4000).append(",\"data\":").append(i).append("}");
    }
    byte[] inMemory = Files.readAllBytes(write(raw.toString(), 1 << 24));
    byte[] spilled = Files.readAllBytes(write(raw.toString(), 1 << 12));
    assertThat(spilled).isEqualTo(inMemory);
  }
}
