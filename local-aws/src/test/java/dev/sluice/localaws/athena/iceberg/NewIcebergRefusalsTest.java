package dev.sluice.localaws.athena.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements that make no Iceberg table. */
class NewIcebergRefusalsTest extends NewTables {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        ", external_location = 's3://lake/x/' | INVALID_TABLE_PROPERTY: The table property"
            + " external_location does not apply to Iceberg tables; use location",
        ", partitioned_by = ARRAY['sensor'] | does not apply to Iceberg tables; use partitioning",
        ", parquet_compression = 'GZIP' | does not apply to Iceberg tables; use write_compression",
        ", nonsense = 1 | table property 'nonsense' does not exist",
        ", vacuum_min_snapshots_to_keep = '1' | Cannot convert ['1'] to bigint",
        ", compression_level = 23 | compression_level is from 1 to 22",
        ", format = 'PARQUET' | DUPLICATE_PROPERTY: line 1:1: Duplicate property: format"
      })
  void propertiesThatIcebergTablesDoNotHaveAreRefused(String properties, String message)
      throws IOException {
    refused(properties, "SELECT sensor FROM readings", message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "location = 's3://lake/x/' | INVALID_TABLE_PROPERTY: Iceberg tables are not external: write"
            + " is_external = false",
        "location = 's3://lake/x/', is_external = 'false' | Cannot convert ['false'] to boolean",
        "is_external = false | HIVE_DATABASE_LOCATION_ERROR: An Iceberg table needs a place",
        "is_external = false, location = 'x' | INVALID_TABLE_PROPERTY: location: 'x' is not of the"
            + " form",
        "is_external = false, location = 's3://lake/x/', format = 'ORC' | NOT_SUPPORTED: The local"
            + " lake does not have the format ORC",
        "is_external = false, location = 's3://lake/x/', write_compression = 'LZ4' | Compression"
            + " codec LZ4 is not supported",
        "table_type = 'DELTA' | DUPLICATE_PROPERTY"
      })
  void whatAnIcebergTableNeedsIsAskedFor(String properties, String message) {
    assertThatThrownBy(
            () ->
                lake.engine.run(
                    "farm",
                    "CREATE TABLE wide WITH (table_type = 'iceberg', %s) AS SELECT 1 AS n"
                        .formatted(properties)))
        .hasMessageContaining(message);
    assertThat(lake.catalog.tables("farm")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1::SMALLINT|Type not supported for Iceberg: smallint; write CAST",
        "1::TINYINT|Type not supported for Iceberg: tinyint",
        "TIME '10:00:00'|Type not supported for Iceberg: time",
        "[1::SMALLINT]|Type not supported for Iceberg: smallint",
        "row(1, 2)|Row type field does not have a name: struct(integer, integer)"
      })
  void typesThatIcebergTablesDoNotHaveAreRefused(String value, String message) throws IOException {
    refused("", "SELECT " + value + " AS x", "NOT_SUPPORTED: " + message);
  }
}
