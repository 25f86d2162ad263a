package dev.sluice.localaws.athena.iceberg;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.athena.result.QueryFailedException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tables whose metadata Iceberg's library wrote and whose files DuckDB wrote. */
abstract class SampleIcebergTables {
  static final Schema SCHEMA =
      new Schema(
          NestedField.required(1, "id", Types.IntegerType.get()),
          NestedField.optional(2, "name", Types.StringType.get()),
          NestedField.optional(3, "ts", Types.TimestampType.withZone()));
  static final String IDS = "id: 1, name: 2, ts: 3";

  @TempDir Path directory;
  IcebergFixture ice;

  @BeforeEach
  void makeLake() throws Exception {
    ice = new IcebergFixture(directory);
  }

  static String rows(String... rows) {
    return "SELECT * FROM (VALUES %s) v(id, name, ts)".formatted(String.join(", ", rows));
  }

  static String row(int id, String name, String day) {
    return "(%d::INT, '%s', TIMESTAMPTZ '%s 12:00:00+00')".formatted(id, name, day);
  }

  Table plain() throws Exception {
    Table table = ice.create("t", SCHEMA, PartitionSpec.unpartitioned());
    String path =
        ice.file(
            table,
            rows(row(1, "a", "2026-06-01"), row(2, "b", "2026-06-02"), row(3, "c", "2026-06-03")),
            IDS);
    table.newFastAppend().appendFile(ice.data(table, path, "", 3)).commit();
    ice.publish(table);
    return table;
  }

  Table days() throws Exception {
    Table table = ice.create("t", SCHEMA, PartitionSpec.builderFor(SCHEMA).day("ts").build());
    for (int day = 1; day <= 9; day++) {
      String date = "2026-06-0" + day;
      String path = ice.file(table, rows(row(day, "n" + day, date)), IDS);
      Map<Integer, ByteBuffer> bound =
          Map.of(1, Conversions.toByteBuffer(Types.IntegerType.get(), day));
      DataFile file = ice.data(table, path, "ts_day=" + date, 1, bound);
      table.newFastAppend().appendFile(file).commit();
    }
    ice.publish(table);
    return table;
  }

  Path local(String path) {
    return ice.lake.root.resolve(path.substring("s3://".length()));
  }

  void refused(String sql, String message) {
    assertThatThrownBy(() -> ice.csv(sql))
        .as(sql)
        .isInstanceOf(QueryFailedException.class)
        .hasMessageStartingWith(message);
  }
}
