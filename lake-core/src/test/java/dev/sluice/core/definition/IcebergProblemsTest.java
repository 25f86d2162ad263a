package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    assertThat(days("    partition: [year, month]\n").problems())
        .hasSize(2)
        .first()
        .asString()
        .contains("'year' is not a stored column of this table: write e.g. day(weather_date)");
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
  void plainTablesForgetNothing() {
    assertThat(
            PipelineFile.copy("seattle", folder)
                .replace(PARTITION, "    keep: {days: 3}\n" + PARTITION)
                .problems())
        .containsExactly("trusted.days.keep: is for 'format: iceberg'");
  }
}
