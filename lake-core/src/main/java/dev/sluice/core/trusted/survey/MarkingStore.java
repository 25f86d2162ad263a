package dev.sluice.core.trusted.survey;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.lake.RawKeyReader;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.record.Period;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A lake whose raw is written to: before an object is put into, or deleted from, a folder that runs
 * don't list by themselves, a mark is put, so that the next run looks there. Current traffic costs
 * nothing; an old folder costs one put in ten minutes, whatever is written to it.
 */
public final class MarkingStore implements ObjectStore {
  private static final int MOST_REMEMBERED = 10_000;

  private final ObjectStore store;
  private final List<Input> inputs;
  private final Clock clock;
  private final RawMarks marks;
  private final String writer;

  /** When this writer put its last mark, by folder. */
  private final Map<String, Instant> marked = new HashMap<>();

  private long count;

  /** Over a store, which is the lake of the pipeline. */
  public MarkingStore(ObjectStore store, Pipeline pipeline, Clock clock) {
    this.store = store;
    inputs = RawSurvey.Settings.inputs(pipeline);
    this.clock = clock;
    marks = new RawMarks(store, pipeline.name());
    writer = UUID.randomUUID().toString();
  }

  private synchronized void mark(String key) throws IOException {
    Instant now = clock.instant();
    for (Input input : inputs) {
      if (!key.startsWith(input.layout().prefix())) {
        continue;
      }
      RawKeyReader keys = new RawKeyReader(input.layout());
      if (!keys.read(key)) {
        continue;
      }
      Period period = keys.period(input.layout().partition());
      String folder = keys.rawPrefix(input.layout().partition());
      Instant last = marked.getOrDefault(folder, Instant.MIN);
      if (RawWindow.isMarked(period, now) && !now.isBefore(last.plus(RawMarks.GOOD_FOR))) {
        marks.put(input.name(), period, writer + "-" + count++);
        remember(folder, now);
      }
    }
  }

  private void remember(String folder, Instant now) {
    if (marked.size() >= MOST_REMEMBERED) {
      marked.clear();
    }
    marked.put(folder, now);
  }

  @Override
  public Optional<String> put(PutObject object) throws IOException {
    mark(object.key());
    return store.put(object);
  }

  @Override
  public Optional<String> copy(String from, String etag, String to) throws IOException {
    mark(to);
    return store.copy(from, etag, to);
  }

  @Override
  public void delete(String key) throws IOException {
    mark(key);
    store.delete(key);
  }

  @Override
  public Optional<StoredObject> get(String key) throws IOException {
    return store.get(key);
  }

  @Override
  public Optional<ObjectInfo> head(String key) throws IOException {
    return store.head(key);
  }

  @Override
  public Stream<ObjectInfo> list(String prefix) throws IOException {
    return store.list(prefix);
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String after) throws IOException {
    return store.list(prefix, after);
  }
}
