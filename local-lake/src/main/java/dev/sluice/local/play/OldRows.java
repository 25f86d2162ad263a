package dev.sluice.local.play;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.source.ReplaySource;
import dev.sluice.core.produce.Tick;
import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.core.produce.replay.Replay;
import dev.sluice.core.record.EventTime;
import dev.sluice.core.record.RecordScan;
import dev.sluice.core.record.RecordScanner;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds replays whose rows are so old, or so new, when they are sent that their event time isn't
 * believed: they would all lie in the partition of the day on which they are sent.
 */
public final class OldRows {
  private static final int SAMPLE = 1_000;

  private final Pipeline pipeline;
  private final EventTime believed;
  private final RecordScanner scanner;
  private long rows;
  private long old;
  private long ahead;
  private Instant example = Instant.EPOCH;

  private OldRows(Pipeline pipeline) {
    this.pipeline = pipeline;
    believed = EventTime.of(pipeline);
    scanner = new RecordScanner(pipeline.record());
  }

  /**
   * What its replays do that their writer may not expect, a line for each.
   *
   * @param start when the first rows are sent
   */
  public static List<String> warnings(Pipeline pipeline, Instant start) {
    return pipeline.tickedSources().values().stream()
        .filter(ReplaySource.class::isInstance)
        .map(ReplaySource.class::cast)
        .flatMap(source -> new OldRows(pipeline).warning(source, start).stream())
        .toList();
  }

  private Optional<String> warning(ReplaySource source, Instant start) {
    try (Replay replay = new Replay(source, pipeline.record())) {
      long ticks = Math.max(1, SAMPLE / source.rowsPerTick());
      for (long index = 0; index < ticks; index++) {
        Instant time = start.plus(source.every().multipliedBy(index));
        replay.output(new Tick(index, time)).entries().forEach(entry -> judge(entry, time));
      }
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // the producer says it, with the row
    }
    return old + ahead == 0 ? Optional.empty() : Optional.of(text(source));
  }

  private void judge(Entry entry, Instant arrival) {
    rows++;
    RecordScan scan = scanner.scan(entry.data(), 0, entry.data().length);
    if (!scan.isValid() || scan.time() != RecordScan.Time.PARSED) {
      return;
    }
    long arrived = arrival.toEpochMilli();
    if (!believed.isBelieved(scan.timeMillis(), arrived)) {
      example = old + ahead == 0 ? Instant.ofEpochMilli(scan.timeMillis()) : example;
      old += scan.timeMillis() < arrived ? 1 : 0;
      ahead += scan.timeMillis() < arrived ? 0 : 1;
    }
  }

  private String text(ReplaySource source) {
    boolean isOld = old >= ahead;
    Duration limit = isOld ? pipeline.raw().late().orElseThrow() : pipeline.raw().ahead();
    return ("the replay of %s sends rows whose event time is not believed (%,d of the first %,d,"
            + " e.g. %s: more than raw.%s of %s %s), so they lie in the partition of the day on"
            + " which they are sent; set '%s', or assign '{tick}' to '%s'")
        .formatted(
            source.file().getFileName(),
            old + ahead,
            rows,
            example,
            isOld ? "late" : "ahead",
            words(limit),
            isOld ? "before they are sent" : "after they are sent",
            isOld ? "raw: {late: unlimited}" : "raw: {ahead: DURATION}",
            pipeline.record().timeField());
  }

  private static String words(Duration limit) {
    return limit.toDays() > 0 ? limit.toDays() + " days" : limit.toMinutes() + " minutes";
  }
}
