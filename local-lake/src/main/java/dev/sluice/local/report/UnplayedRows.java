package dev.sluice.local.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.csv.CsvReader;
import dev.sluice.core.lake.RawBytes;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.source.Feed;
import dev.sluice.core.pipeline.source.ReplaySource;
import dev.sluice.core.produce.FeedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a replayed file whose turn had not come when the played time was over.
 *
 * @param file its name
 * @param rows how many
 * @param minutes of event time that would play them all
 */
public record UnplayedRows(String file, long rows, long minutes) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Those of a pipeline's replays; a file that can't be read is its producer's to tell. */
  static List<UnplayedRows> of(Pipeline pipeline, Path bucket) throws IOException {
    List<UnplayedRows> unplayed = new ArrayList<>();
    for (Feed feed : pipeline.feeds()) {
      if (feed.source() instanceof ReplaySource replay) {
        Path state = bucket.resolve(new FeedKeys(pipeline.name(), feed.name()).checkpoint());
        long ticks = Files.exists(state) ? JSON.readTree(state.toFile()).path("ticks").asLong() : 0;
        add(replay, ticks * replay.rowsPerTick(), unplayed);
      }
    }
    return unplayed;
  }

  private static void add(ReplaySource replay, long played, List<UnplayedRows> unplayed)
      throws IOException {
    long all = rows(replay);
    if (all > played) {
      long ticks = (all + replay.rowsPerTick() - 1) / replay.rowsPerTick();
      Duration time = replay.every().multipliedBy(ticks);
      unplayed.add(
          new UnplayedRows(
              replay.file().getFileName().toString(),
              all - played,
              time.plus(Duration.ofMinutes(1)).minusNanos(1).toMinutes()));
    }
  }

  private static long rows(ReplaySource replay) throws IOException {
    long rows = 0;
    try (CsvReader csv =
        new CsvReader(RawBytes.open(Files.newInputStream(replay.file())), replay.dialect())) {
      csv.readHeader();
      while (csv.advance()) {
        rows++;
      }
    }
    return rows;
  }
}
