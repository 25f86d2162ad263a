package dev.sluice.localaws.athena.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.athena.TableFixture;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.result.QueryResult;
import dev.sluice.localaws.iceberg.GlueTables;
import dev.sluice.localaws.store.DirectoryLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tables that are made of queries. */
abstract class NewTables {
  static final String HEADER =
      "CREATE TABLE wide WITH (table_type = 'ICEBERG', is_external = false, location ="
          + " 's3://lake/refined/wide/1/', format = 'PARQUET', write_compression = 'ZSTD'%s)\nAS ";
  static final String EVERYTHING =
      """
      SELECT * FROM (VALUES
        (1, 5000000000::BIGINT, 'the longest name of all', 1.5::DOUBLE, -0.5::FLOAT, true,
         DATE '2026-06-01', TIMESTAMP '2026-06-01 10:00:00.123456',
         TIMESTAMPTZ '2026-06-01 10:00:00.123456Z', 12.34::DECIMAL(4,2), 1::DECIMAL(20,2),
         -3::DECIMAL(38,10), 'ab'::BLOB, CAST(row('x', 7) AS STRUCT(name VARCHAR, n INTEGER)),
         [1, NULL, 3], MAP {'k': 2.5::DOUBLE}),
        (2, NULL, 'a', 'NaN'::DOUBLE, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
         NULL, NULL))
        v(id, big, name, price, rough, ok, day, local, seen, d4, d20, d38, bytes, place, list, map)
      """;

  @TempDir Path directory;
  TableFixture lake;

  @BeforeEach
  void makeLake() throws Exception {
    lake = new TableFixture(directory);
    lake.parquet("readings/part-0.parquet", "SELECT 'a' AS sensor, 1.5::DOUBLE AS reading")
        .parquetTable("readings", "sensor string, reading double");
  }

  QueryResult make(String properties, String select) throws QueryFailedException {
    return lake.engine.run("farm", HEADER.formatted(properties) + select);
  }

  Table table() {
    return new GlueTables(lake.catalog, new DirectoryLake(lake.root), any -> Optional.empty())
        .loadTable(TableIdentifier.of("farm", "wide"));
  }

  DataFile file() {
    Table table = table();
    return table.currentSnapshot().addedDataFiles(table.io()).iterator().next();
  }

  List<String> objects() throws IOException {
    Path folder = lake.root.resolve("lake/refined/wide/1");
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  void refused(String properties, String select, String message) throws IOException {
    assertThatThrownBy(() -> make(properties, select))
        .isInstanceOf(QueryFailedException.class)
        .hasMessageContaining(message);
    assertThat(objects()).isEmpty();
    assertThat(lake.catalog.tables("farm")).hasSize(1);
  }
}
