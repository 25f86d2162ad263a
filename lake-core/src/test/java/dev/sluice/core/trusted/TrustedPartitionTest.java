package dev.sluice.core.trusted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.pipeline.PartitionField;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedPartitionTest {
  @TempDir Path folder;

  private Instant believedUntil(int tableBy, Instant arrival) throws IOException {
    StreamLake lake =
        new StreamLake(
            new InMemoryObjectStore(() -> arrival),
            StreamLake.weekLate(PartitionField.DAY),
            tableBy,
            folder);
    lake.put(StreamLake.payload("a", "\"2026-06-01T23:55:00Z\""), arrival);
    PartitionSurvey survey = new PartitionSurvey(lake.pipeline, lake.store);
    TrustedPartition partition = survey.list().partitions().get(0);
    return Instant.ofEpochMilli(partition.believedUntil(survey.objects(partition)));
  }

  @Test
  void aClockThatIsAheadWithinItsPartitionMakesNoTableFresh() throws IOException {
    Instant arrival = Instant.parse("2026-06-01T00:05:00Z");
    for (int tableBy = 0; tableBy <= 3; tableBy++) {
      assertThat(believedUntil(tableBy, arrival)).isEqualTo("2026-06-01T00:15:01Z");
    }
  }

  @Test
  void whatIsBeyondThePartitionIsNotBelievedEither() throws IOException {
    Instant arrival = Instant.parse("2026-06-01T23:58:00Z");
    assertThat(believedUntil(3, arrival)).isEqualTo("2026-06-02T00:00:00Z");
    assertThat(believedUntil(2, arrival)).isEqualTo("2026-06-02T00:08:01Z");
  }
}
