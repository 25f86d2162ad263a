package dev.sluice.core.produce.http.memory;

import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.pipeline.source.HttpSource.OnlyNew;
import dev.sluice.core.produce.http.memory.SeenItems.Mark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a feed remembers from tick to tick. It learns of a tick's items and versions when the tick
 * is complete, so that what is asked again is given again.
 *
 * @param validators of answers, by the labels of their requests
 * @param seen items
 * @param waits until when a host, or a request by its label, is not to be asked
 */
public record FeedMemory(
    Map<String, Validator> validators, SeenItems seen, Map<String, Instant> waits) {
  public static final FeedMemory NONE = new FeedMemory(Map.of(), SeenItems.NONE, Map.of());
  private static final int MOST = 1_000;

  public FeedMemory with(Map<String, Instant> otherWaits) {
    return new FeedMemory(validators, seen, bounded(otherWaits));
  }

  /** With what a tick's results say of their versions and items. */
  public FeedMemory after(Map<String, Traces> results, HttpSource source) {
    Map<String, Validator> versions = new LinkedHashMap<>();
    if (source.call().conditional()) {
      versions.putAll(validators);
      results.forEach(
          (label, result) -> result.validator().ifPresent(found -> versions.put(label, found)));
    }
    SeenItems items =
        source
            .items()
            .onlyNew()
            .map(OnlyNew::remember)
            .map(most -> seen.with(marks(results.values()), most))
            .orElse(SeenItems.NONE);
    return new FeedMemory(bounded(versions), items, waits);
  }

  private static List<Mark> marks(Collection<Traces> results) {
    List<Mark> marks = new ArrayList<>();
    results.forEach(result -> marks.addAll(result.marks()));
    return marks;
  }

  /** The latest ones. */
  private static <T> Map<String, T> bounded(Map<String, T> all) {
    Map<String, T> kept = new LinkedHashMap<>(all);
    List<String> names = new ArrayList<>(kept.keySet());
    names.subList(0, Math.max(0, names.size() - MOST)).forEach(kept::remove);
    return kept;
  }
}
