package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of {@code format: iceberg}. */
class IcebergProblemsTest {
  private static final String PARTITION = "    partition: [year, month]\n\nqueries";

  @TempDir Path folder;

  private PipelineFile days(String partition) {
    return PipelineFile.copy("seattle", folder)
        .replace(PARTITION, "    format: iceberg\n" + partition + "\nqueries");
  }

  @Test
  void theTimeOfRowsAsFineAsRawIsTaken() {
    assertThat(days("").problems()).isEmpty();
    assertThat(days("    partition: [month(weather_date)]\n").problems()).isEmpty();
    assertThat(days("    partition: []\n").problems()).isEmpty();
    assertThat(
            days("    partition: [month(weather_date), \"bucket(4, station)\", weather]\n")
                .problems())
        .isEmpty();
  }

  @Test
  void aPartitionThatIsFinerThanRawIsRefused() {
    assertThat(days("    partition: [day(weather_date)]\n").problems())
        .containsExactly(
            "trusted.days.partition[0]: 'day(weather_date)' is finer than raw.partition; take a"
                + " coarser one here, or a finer one there");
  }

  @Test
  void whatIsNoTransformIsRefused() {
    assertThat(days("    partition: [\"year(weather_date)\"]\n").problems())
        .singleElement()
        .asString()
        .contains("'year(weather_date)' is not month(COLUMN)");
    assertThat(days("    partition: [decade]\n").problems())
        .singleElement()
        .asString()
        .contains("'decade' is not a stored column of this table: write e.g. day(weather_date)");
    assertThat(days("    partition: [\"truncate(4, wind_ms)\"]\n").problems())
        .singleElement()
        .asString()
        .contains("'truncate(4, wind_ms)' is not for a DOUBLE");
    assertThat(days("    partition: [station, month(weather_date)]\n").problems())
        .singleElement()
        .asString()
        .contains("is not the first");
  }

  @Test
  void theFoldersOfRawAreColumns() {
    assertThat(days("    partition: [year, month]\n").problems()).isEmpty();
    assertThat(days("    partition: [year]\n").problems()).isEmpty();
    assertThat(days("    partition: [year, month, \"bucket(4, station)\"]\n").problems()).isEmpty();
    assertThat(days("    partition: [year, month, day]\n").problems())
        .containsExactly(
            "trusted.days.partition[2]: 'day' is finer than raw.partition [year, month]; leave it"
                + " out here, or add it there");
    assertThat(days("    partition: [month, year]\n").problems())
        .singleElement()
        .asString()
        .contains("'month' is the month of a raw folder and stands where 'year' would");
    assertThat(days("    partition: [\"bucket(4, station)\", year]\n").problems())
        .singleElement()
        .asString()
        .contains("'year' is the year of a raw folder and stands where 'month' would");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"devices", "gpu", "gpu-card", "quickstart", "seattle", "weather", "windfarm"})
  void tablesAreIcebergUnlessTheyOrASettingSayElse(String name) {
    PipelineFile file = PipelineFile.copyAll(name, folder);
    assertThat(file.load().trusted())
        .isNotEmpty()
        .allMatch(table -> table.iceberg().isPresent(), "in Iceberg");
    assertThat(file.load(Map.of("TABLE_FORMAT", "parquet")).trusted())
        .isNotEmpty()
        .allMatch(table -> table.iceberg().isEmpty(), "plain");
  }

  @Test
  void aTableWithALocationStaysPlain() {
    assertThat(PipelineFile.copyAll("movies", folder).load().trusted())
        .allMatch(table -> table.iceberg().isEmpty(), "plain");
  }

  @Test
  void aSettingThatIsNotAFormatIsRefused() {
    assertThatThrownBy(
            () -> PipelineFile.copyAll("seattle", folder).load(Map.of("TABLE_FORMAT", "delta")))
        .hasMessageContaining("the setting TABLE_FORMAT is 'delta'; known: iceberg, parquet");
  }

  @Test
  void plainTablesForgetNothing() {
    assertThat(
            PipelineFile.copy("seattle", folder)
                .replace(PARTITION, "    format: parquet\n    keep: {days: 3}\n" + PARTITION)
                .problems())
        .containsExactly(
            "trusted.days.keep: is for 'format: iceberg', and this table is of 'parquet'");
  }

  /** Elsewhere the function may not delete, so that old files would stay for ever. */
  @Test
  void aTableLiesInItsPipelinesFolder() {
    assertThat(days("    location: {prefix: trusted/seattle/weather}\n").problems()).isEmpty();
    assertThat(days("    location: {prefix: trusted/weather, style: plain}\n").problems())
        .containsExactlyInAnyOrder(
            "trusted.days.location: 'trusted/weather' is not below trusted/seattle/; a table of"
                + " 'format: iceberg' is, as nothing else lets its old files be deleted",
            "trusted.days.location: 'style' is for 'format: parquet'; leave it out");
  }

  /** The quarantine is a plain table, so it has columns of raw's folders. */
  @Test
  void aColumnThatTheQuarantineWouldHaveTwiceIsRefused() {
    String column = "    columns:\n      month: {from: weather, type: string}\n";
    String checks = "    checks: {known: {column: month, notNull: true, onFail: quarantine}}\n";
    assertThat(days("").replace("    columns:\n", column).problems()).isEmpty();
    assertThat(days(checks).replace("    columns:\n", column).problems())
        .containsExactly(
            "trusted.days.columns.month: the table's quarantine is partitioned by a column"
                + " 'month'; rename this one");
  }
}
