package dev.sluice.core.trusted.survey;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.lake.RawKeyReader;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.record.Period;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Tells runs what is written to raw: before an object is put into, or deleted from, a folder that
 * they don't list by themselves, a mark is put, so that the next run looks there. Current traffic
 * costs nothing; an old folder costs one put in ten minutes, whatever is written to it.
 * Thread-safe.
 */
public final class RawMarker implements ObjectStore.Before {
  /** How long a writer relies on a mark of its own. */
  private static final Duration GOOD_FOR = Duration.ofMinutes(10);

  private static final int MOST_REMEMBERED = 10_000;

  private final ObjectStore store;
  private final LakeLayout lake;
  private final List<Input> inputs;
  private final Clock clock;
  private final String writer;

  /** When this writer put its last mark, by folder. */
  private final Map<String, Instant> marked = new HashMap<>();

  private long count;

  /**
   * Of one writer.
   *
   * @param store the lake, in which marks are put
   */
  public RawMarker(ObjectStore store, Pipeline pipeline, Clock clock) {
    this.store = store;
    this.clock = clock;
    lake = new LakeLayout(pipeline.name());
    inputs = RawWindow.inputs(pipeline);
    writer = UUID.randomUUID().toString();
  }

  @Override
  public synchronized void changes(String key) throws IOException {
    for (Input input : inputs) {
      if (key.startsWith(input.layout().prefix())) {
        changes(input, key);
      }
    }
  }

  private void changes(Input input, String key) throws IOException {
    RawKeyReader keys = new RawKeyReader(input.layout());
    if (!keys.read(key)) {
      return;
    }
    Instant now = clock.instant();
    Period period = keys.period(input.layout().partition());
    String folder = keys.rawPrefix(input.layout().partition());
    Instant last = marked.getOrDefault(folder, Instant.MIN);
    if (RawWindow.isMarked(period, now) && !now.isBefore(last.plus(GOOD_FOR))) {
      put(input, period);
      if (marked.size() >= MOST_REMEMBERED) {
        marked.clear();
      }
      marked.put(folder, now);
    }
  }

  /** Marks the folders of a time that runs don't list by themselves. */
  void mark(Input input, Period period) throws IOException {
    Optional<Period> marked = RawWindow.marked(period, clock.instant());
    if (marked.isPresent()) {
      put(input, marked.get());
    }
  }

  /** No other mark has the name: one that is removed is never one that was put meanwhile. */
  private void put(Input input, Period period) throws IOException {
    String key = lake.rawMark(input.name(), period.from(), period.to(), writer + "-" + count++);
    store.put(PutObject.of(key, new byte[0], "application/octet-stream"));
  }
}
