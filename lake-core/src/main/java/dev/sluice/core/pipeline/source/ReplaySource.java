package dev.sluice.core.pipeline.source;

import dev.sluice.core.csv.CsvDialect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Plays the rows of a CSV file with a header, a number of rows each tick. Columns named like schema
 * fields become the record's fields, cast to their types.
 *
 * @param every the time between two ticks
 * @param rowsPerTick rows sent at each tick, at least 1
 * @param file the CSV file, absolute (the loader resolves it against the pipeline file)
 * @param dialect in which it is written
 * @param assign record fields that no column gives, by name, as text with {@code {column}}, {@code
 *     {row}} (the row's number from 1 on) and {@code {tick}} (when it is sent, or a part of that),
 *     e.g. {@code id: sea-{date}}
 */
public record ReplaySource(
    Duration every, int rowsPerTick, Path file, CsvDialect dialect, Map<String, String> assign)
    implements TickedSource {
  public ReplaySource {
    assign = Map.copyOf(assign);
    if (every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException("every must be positive, not " + every);
    }
    if (rowsPerTick < 1) {
      throw new IllegalArgumentException("rowsPerTick must be at least 1, not " + rowsPerTick);
    }
  }
}
