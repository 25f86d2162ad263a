package dev.sluice.core.trusted.survey;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.record.Period;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Marks of folders in raw that runs would not list otherwise: empty objects {@code
 * state/PIPELINE/survey/marks/INPUT/FROM-TO/NAME}, with times in epoch seconds. A mark is put
 * before the object that it is for, and good for what its writer puts in the next {@link
 * #GOOD_FOR}.
 */
public final class RawMarks {
  /**
   * A mark is removed by a run that began to list so long after it was put: whoever put it has come
   * to its end by then. No function runs longer than a quarter of an hour.
   */
  private static final Duration KEPT = Duration.ofHours(1);

  private final ObjectStore store;
  private final String folder;

  /** Of a pipeline. */
  RawMarks(ObjectStore store, String pipeline) {
    this.store = store;
    folder = new LakeLayout(pipeline).rawMarks();
  }

  /**
   * A mark.
   *
   * @param period of the raw folder that is to be listed
   * @param put when
   */
  record Mark(String key, String input, Period period, Instant put) {
    /** Whether nobody relies on it any more when a listing began at that time. */
    boolean isDone(Instant listed) {
      return put.plus(KEPT).isBefore(listed);
    }
  }

  /** All marks; keys that nobody put here as such are passed over. */
  List<Mark> list() throws IOException {
    List<Mark> marks = new ArrayList<>();
    try (Stream<ObjectInfo> listing = store.list(folder)) {
      listing.forEach(object -> read(object).ifPresent(marks::add));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return marks;
  }

  private Optional<Mark> read(ObjectInfo object) {
    String[] parts = object.key().substring(folder.length()).split("/");
    String[] times = parts.length == 3 ? parts[1].split("_") : new String[0];
    if (times.length != 2) {
      return Optional.empty();
    }
    try {
      Period period = new Period(time(times[0]), time(times[1]));
      return Optional.of(new Mark(object.key(), parts[0], period, object.modified()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Instant time(String seconds) {
    return Instant.ofEpochSecond(Long.parseLong(seconds));
  }

  void remove(Mark mark) throws IOException {
    store.delete(mark.key());
  }
}
