package dev.sluice.localaws.athena.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localaws.athena.result.QueryResult;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code CREATE TABLE … WITH (table_type = 'ICEBERG') AS SELECT}. */
class CreateIcebergTableAsTest extends NewTables {
  @Test
  void theTableIsThereAtOnceWithItsRowsAndItsHistory() throws Exception {
    QueryResult result = make("", "SELECT sensor AS Titulo, reading FROM readings");

    assertThat(result.rows()).hasSize(1);
    String object = result.rows().get(0).get(0);
    assertThat(object)
        .startsWith("s3://lake/refined/wide/1/data/20260602_103000_")
        .endsWith(".parquet");
    String row = "\"titulo\",\"reading\"\n\"a\",\"1.5\"\n";
    assertThat(lake.csv("SELECT * FROM wide")).isEqualTo(row);
    long snapshot = table().currentSnapshot().snapshotId();
    assertThat(lake.csv("SELECT * FROM wide FOR VERSION AS OF " + snapshot)).isEqualTo(row);
    assertThat(lake.csv("SELECT file_path, record_count FROM \"wide$files\""))
        .isEqualTo("\"file_path\",\"record_count\"\n\"%s\",\"1\"\n".formatted(object));
    assertThat(lake.csv("SELECT operation FROM \"wide$snapshots\""))
        .isEqualTo("\"operation\"\n\"append\"\n");
    assertThat(objects()).hasSize(4).allMatch(key -> key.matches("(data|metadata)/.*"));
  }

  @Test
  void theCatalogShowsItAsAthenaDoes() throws Exception {
    make("", EVERYTHING);

    JsonNode table = lake.catalog.table("farm", "wide");
    assertThat(table.path("TableType").asText()).isEqualTo("EXTERNAL_TABLE");
    assertThat(table.at("/Parameters/table_type").asText()).isEqualTo("ICEBERG");
    assertThat(table.at("/Parameters/metadata_location").asText())
        .startsWith("s3://lake/refined/wide/1/metadata/00000-");
    assertThat(table.at("/StorageDescriptor/Location").asText())
        .isEqualTo("s3://lake/refined/wide/1");
    assertThat(table().properties())
        .containsEntry("write.parquet.compression-codec", "zstd")
        .containsEntry("write.format.default", "PARQUET");
  }

  @Test
  void theCatalogShowsItsColumnsAsAthenaDoes() throws Exception {
    make("", EVERYTHING);

    JsonNode columns = lake.catalog.table("farm", "wide").at("/StorageDescriptor/Columns");
    assertThat(columns.get(1).toString())
        .isEqualTo(
            "{\"Name\":\"big\",\"Type\":\"bigint\",\"Parameters\":{\"iceberg.field.id\":\"2\","
                + "\"iceberg.field.optional\":\"true\",\"iceberg.field.current\":\"true\"}}");
    assertThat(columns.findValuesAsText("Type"))
        .containsExactly(
            "int",
            "bigint",
            "string",
            "double",
            "float",
            "boolean",
            "date",
            "timestamp",
            "timestamp",
            "decimal(4,2)",
            "decimal(20,2)",
            "decimal(38,10)",
            "binary",
            "struct<name:string,n:int>",
            "array<int>",
            "map<string,double>");
    assertThat(table().schema().findType("local")).hasToString("timestamp");
    assertThat(table().schema().findType("seen")).hasToString("timestamptz");
  }

  @Test
  void valuesOfAllTypesAreReadAsTheyWere() throws Exception {
    make("", EVERYTHING);

    assertThat(lake.csv("SELECT * FROM wide WHERE id = 1"))
        .isEqualTo(lake.csv("SELECT * FROM (" + EVERYTHING + ") WHERE id = 1"));
    assertThat(lake.csv("SELECT * FROM wide WHERE seen > TIMESTAMP '2026-06-01 11:00:00 UTC'"))
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT sensor FROM readings WHERE reading > 9 |",
        "SELECT sensor FROM readings | WITH NO DATA;"
      })
  void aTableWithoutRowsHasASnapshotAndNoFile(String select, String end) throws Exception {
    QueryResult result = make("", select + " " + (end == null ? "" : end));

    assertThat(result.rows()).isEmpty();
    assertThat(lake.csv("SELECT * FROM wide")).isEqualTo("\"sensor\"\n");
    assertThat(lake.csv("SELECT * FROM \"wide$files\"")).hasLineCount(1);
    assertThat(table().snapshots()).hasSize(1);
    assertThat(lake.root.resolve("lake/refined/wide/1/data")).doesNotExist();
  }

  @Test
  void propertiesForMaintenanceAreKept() throws Exception {
    make(
        ", compression_level = 9, vacuum_min_snapshots_to_keep = 10,"
            + " vacuum_max_snapshot_age_seconds = 259200, optimize_rewrite_data_file_threshold = 5",
        "SELECT sensor FROM readings WITH DATA");

    assertThat(table().properties())
        .containsEntry("write.parquet.compression-level", "9")
        .containsEntry("vacuum_min_snapshots_to_keep", "10")
        .containsEntry("vacuum_max_snapshot_age_seconds", "259200")
        .containsEntry("optimize_rewrite_data_file_threshold", "5");
    assertThat(lake.csv("SELECT * FROM wide")).isEqualTo("\"sensor\"\n\"a\"\n");
  }

  @Test
  void aStatementThatFailsLeavesNothing() throws IOException {
    refused("", "SELECT CAST(sensor AS integer) AS n FROM readings", "INVALID_CAST_ARGUMENT");
    refused("", "SELECT count(*) FROM readings", "COLUMN_NAME_NOT_SPECIFIED");
    assertThat(directory.resolve("scratch")).isEmptyDirectory();
  }

  @Test
  void aPlaceThatIsNotEmptyIsRefused() throws Exception {
    lake.object("refined/wide/1/data/half", "x");

    assertThatThrownBy(() -> make("", "SELECT sensor FROM readings"))
        .hasMessage(
            "ICEBERG_FILESYSTEM_ERROR: Cannot create a table on a non-empty location:"
                + " s3://lake/refined/wide/1/; give farm.wide a folder of its own");
    assertThat(objects()).containsExactly("data/half");
  }

  @Test
  void aTableThatIsThereStays() throws Exception {
    make("", "SELECT sensor FROM readings");
    String before = lake.catalog.table("farm", "wide").toString();

    assertThatThrownBy(() -> make("", "SELECT reading FROM readings"))
        .hasMessageStartingWith("TABLE_ALREADY_EXISTS");
    lake.engine.run(
        "farm",
        HEADER.formatted("").replace("TABLE wide", "TABLE IF NOT EXISTS wide") + "SELECT 1 AS n");

    assertThat(lake.catalog.table("farm", "wide")).hasToString(before);
  }
}
