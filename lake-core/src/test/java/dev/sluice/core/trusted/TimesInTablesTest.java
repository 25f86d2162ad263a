package dev.sluice.core.trusted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.pipeline.PartitionField;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** A table's times are those by which raw is partitioned, from the batch writer to the row. */
class TimesInTablesTest {
  private static final Instant ARRIVAL = Instant.parse("2026-06-01T12:00:00Z");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvFileSource(resources = "/odd-times.csv", delimiter = '|', quoteCharacter = '"')
  void aRowLiesInThePartitionOfItsTime(String json, Instant moment) throws IOException {
    StreamLake lake =
        new StreamLake(
            new InMemoryObjectStore(), StreamLake.weekLate(PartitionField.HOUR), 4, folder);

    lake.put(StreamLake.payload("a", json.replace('\'', '"')), ARRIVAL);
    lake.run();

    String day = (moment == null ? ARRIVAL : moment).toString();
    assertThat(lake.rows()).containsExactly(day.substring(0, 13).replace('T', '-') + " a");
    assertThat(lake.contents().values().iterator().next().split("\\|")[3])
        .isEqualTo(moment == null ? "-" : moment.toString());
  }
}
