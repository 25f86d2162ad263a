package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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

  /**
   * What is written for plain tables loads, and queries have the same columns. Only folders that
   * are not the pipeline's own have to go.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "devices",
        "gpu",
        "gpu-card",
        "movies",
        "quickstart",
        "seattle",
        "weather",
        "windfarm"
      })
  void shippedDefinitionsLoadWithNothingElseChanged(String name) {
    PipelineFile file = PipelineFile.copyAll(name, folder);
    file.with(inIceberg(file.text()));
    assertThat(file.load().trusted())
        .isNotEmpty()
        .allMatch(table -> table.iceberg().isPresent(), "in Iceberg");
  }

  private static String inIceberg(String definition) {
    StringBuilder edited = new StringBuilder();
    boolean isTrusted = false;
    for (String line : definition.split("\n", -1)) {
      isTrusted = line.matches("\\S.*") ? line.startsWith("trusted:") : isTrusted;
      if (isTrusted && line.strip().startsWith("location:")) {
        continue;
      }
      edited.append(line).append('\n');
      if (isTrusted && line.matches("  [a-z0-9_.]+:\\s*(#.*)?")) {
        edited.append("    format: iceberg\n");
      }
    }
    return edited.toString();
  }

  @Test
  void plainTablesForgetNothing() {
    assertThat(
            PipelineFile.copy("seattle", folder)
                .replace(PARTITION, "    keep: {days: 3}\n" + PARTITION)
                .problems())
        .containsExactly("trusted.days.keep: is for 'format: iceberg'");
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
}
