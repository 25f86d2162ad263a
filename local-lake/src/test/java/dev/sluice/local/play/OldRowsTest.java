package dev.sluice.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldRowsTest {
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

  @TempDir Path folder;

  private List<String> warnings(String raw, String rows, String assign) throws IOException {
    Files.writeString(folder.resolve("rows.csv"), rows);
    Path file = folder.resolve("old.yaml");
    Files.writeString(
        file,
        """
        pipeline: old
        source: {replay: {every: 1m, rows: 2, file: rows.csv%s}}
        record: {key: id, time: at, schema: {id: string, at: timestamp}}
        raw: {%s}
        """
            .formatted(assign, raw));
    Pipeline pipeline = new PipelineLoader().load(file, Map.of());
    return OldRows.warnings(pipeline, START);
  }

  @Test
  void oldRowsThatWouldLieInTodaysPartitionAreTold() throws IOException {
    String rows = "id,at\na,2012-01-01\nb,2026-05-31\nc,2012-01-02\n";

    assertThat(warnings("late: 7d", rows, ""))
        .singleElement()
        .asString()
        .contains(
            "the replay of rows.csv",
            "2 of the first 3, e.g. 2012-01-01T00:00:00Z",
            "raw.late of 7 days before they are sent",
            "set 'raw: {late: unlimited}'",
            "'{tick}' to 'at'");
    assertThat(warnings("late: unlimited", rows, "")).isEmpty();
  }

  @Test
  void rowsOfTheFutureAreTold() throws IOException {
    assertThat(warnings("late: 7d", "id,at\na,2026-06-02\n", ""))
        .singleElement()
        .asString()
        .contains("raw.ahead of 10 minutes after they are sent");
  }

  @Test
  void rowsThatAreSentNowAreOfNow() throws IOException {
    assertThat(warnings("late: 7d", "id\na\nb\n", ", assign: {at: \"{tick}\"}")).isEmpty();
    assertThat(warnings("late: 7d", "id\na\nb\n", ", assign: {at: \"{yyyy}-{MM}-{dd}\"}"))
        .isEmpty();
  }
}
