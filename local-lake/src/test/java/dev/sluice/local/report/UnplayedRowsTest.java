package dev.sluice.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.PipelineLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnplayedRowsTest {
  @TempDir private Path folder;

  private List<UnplayedRows> unplayed(String every, int perTick, long ticks) throws IOException {
    Files.writeString(folder.resolve("rows.csv"), "id,at\na,1\nb,2\n\"c\nd\",3\nd,4\ne,5\n");
    Path file = folder.resolve("old.yaml");
    Files.writeString(
        file,
        """
        pipeline: old
        source: {replay: {every: %s, rows: %d, file: rows.csv}}
        record: {key: id, time: at, schema: {id: string, at: timestamp}}
        """
            .formatted(every, perTick));
    Path state = folder.resolve("state/old/producer.json");
    Files.createDirectories(state.getParent());
    Files.writeString(state, "{\"ticks\":%d,\"produced\":1}".formatted(ticks));
    return UnplayedRows.of(new PipelineLoader().load(file, Map.of()), folder);
  }

  @Test
  void rowsWhoseTurnHadNotComeAreCounted() throws IOException {
    assertThat(unplayed("1m", 2, 1)).containsExactly(new UnplayedRows("rows.csv", 3, 3));
    assertThat(unplayed("25s", 1, 2)).containsExactly(new UnplayedRows("rows.csv", 3, 3));
    assertThat(unplayed("12s", 1, 0)).containsExactly(new UnplayedRows("rows.csv", 5, 1));
  }

  @Test
  void aFileThatWasPlayedToItsEndLeavesNothing() throws IOException {
    assertThat(unplayed("1m", 2, 3)).isEmpty();
    assertThat(unplayed("1m", 5, 1)).isEmpty();
    assertThat(unplayed("1m", 1, 60)).isEmpty();
  }
}
