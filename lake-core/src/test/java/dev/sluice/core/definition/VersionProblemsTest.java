package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that keeps the latest version of a row needs all versions in one partition. */
class VersionProblemsTest {
  @TempDir Path folder;

  private PipelineFile withLatest(String old, String replacement) {
    return PipelineFile.copy("seattle", folder)
        .replace("dedupe: day_id", "dedupe: {by: [day_id], latest: wind_ms}")
        .replace(old, replacement);
  }

  @Test
  void aVersionThatWouldLieInAnotherPartitionIsRefused() {
    assertThat(withLatest("late: unlimited", "late: 7d").problems())
        .containsExactly(
            "trusted.days.dedupe: a version that arrives more than 7 days after its event time lies"
                + " in the partition of its arrival, and the one before would stay; add 'partition:"
                + " []' to the table, which makes one object of all; or, if versions of a row have"
                + " one event time, 'late: unlimited' to raw");
    assertThat(
            withLatest("type: date, required: true}\n      prec", "type: date}\n      prec")
                .problems())
        .singleElement()
        .asString()
        .startsWith("trusted.days.dedupe: a version without an event time lies in the partition");
  }

  @Test
  void aTableOfOneObjectTakesVersionsFromAnywhere() {
    assertThat(
            withLatest("late: unlimited", "late: 1d")
                .replace("    partition: [year, month]\n\nqueries", "    partition: []\n\nqueries")
                .problems())
        .isEmpty();
  }
}
