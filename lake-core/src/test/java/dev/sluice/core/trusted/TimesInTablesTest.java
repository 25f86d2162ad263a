package dev.sluice.core.trusted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** A table's times are those by which raw is partitioned, from the batch writer to the row. */
class TimesInTablesTest {
  private static final Instant ARRIVAL = Instant.parse("2026-06-01T12:00:00Z");
  private static final String PIPELINE =
      """
      pipeline: farm
      source: {simulator: {every: 10s, metrics: {heat: {mean: 21, noise: 0.5}}}}
      record:
        schema: {id: string, device: string, metric: string, value: double, timestamp: {type: timestamp}}
        time: timestamp
      raw: {partition: [year, month, day, hour]}
      trusted:
        readings:
          columns: {id: string, event_time: {from: timestamp, type: timestamp}}
          dedupe: id
          partition: [year, month, day, hour]
      """;

  @TempDir Path folder;

  private Pipeline pipeline() throws IOException {
    Path file = Files.writeString(folder.resolve("farm.yaml"), PIPELINE);
    return new PipelineLoader().load(file, Map.of());
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/odd-times.csv", delimiter = '|', quoteCharacter = '"')
  void aRowLiesInThePartitionOfItsTime(String json, Instant moment) throws IOException {
    StreamLake lake = new StreamLake(new InMemoryObjectStore(), pipeline(), folder);
    String record =
        "{'id':'a','device':'d','metric':'heat','value':2,'timestamp':%s}".formatted(json);

    lake.put(record.replace('\'', '"'), ARRIVAL);
    lake.run();

    String time = (moment == null ? ARRIVAL : moment).toString();
    assertThat(lake.rows()).containsExactly(time.substring(0, 13).replace('T', '-') + " a");
    assertThat(lake.contents().values().iterator().next().strip())
        .isEqualTo("a|" + (moment == null ? "-" : moment));
  }
}
