package dev.sluice.core.produce.http;

import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.pipeline.source.HttpSource.OnlyNew;
import dev.sluice.core.pipeline.source.HttpSource.Partial;
import dev.sluice.core.pipeline.source.HttpSource.Target;
import dev.sluice.core.produce.MissedRequest;
import dev.sluice.core.produce.RejectedRow;
import dev.sluice.core.produce.TickOutput;
import dev.sluice.core.produce.TickOutput.Landed;
import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.core.produce.item.Template;
import dev.sluice.core.produce.item.TickNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the completed requests of a tick are for the producer, and what is to be said about it.
 *
 * @param feed the feed's name
 * @param log takes what is missing
 */
record TickOutputs(HttpSource source, String feed, Consumer<String> log) {
  private static final int NAMED = 5;

  TickOutput of(TickProgress progress) {
    List<Entry> entries = new ArrayList<>();
    List<RejectedRow> rejected = new ArrayList<>();
    progress
        .results()
        .values()
        .forEach(
            result -> {
              entries.addAll(result.entries());
              rejected.addAll(result.rejected());
            });
    List<MissedRequest> missed = missed(progress);
    if (!isGiven(progress)) {
      return new TickOutput(List.of(), List.of(), rejected, Optional.empty(), missed, "");
    }
    if (source.target() instanceof Target.Raw raw) {
      String key = new Template(raw.key()).fill(TickNames.of(progress.tick())::get);
      Landed landed = RawItems.landed(key, entries);
      return new TickOutput(List.of(), List.of(), rejected, Optional.of(landed), missed, "");
    }
    return new TickOutput(entries, List.of(), rejected, Optional.empty(), missed, "");
  }

  /** Whether a tick's items are handed out, all of them or what there is. */
  boolean isGiven(TickProgress progress) {
    Collection<ApiResult> results = progress.results().values();
    if (results.stream().allMatch(result -> result.missed().isEmpty() && !result.isUnread())) {
      return true;
    }
    boolean isAny = results.stream().anyMatch(result -> !result.entries().isEmpty());
    return isAny && source.target().partial() == Partial.KEEP;
  }

  private static List<MissedRequest> missed(TickProgress progress) {
    List<MissedRequest> missed = new ArrayList<>();
    progress
        .results()
        .forEach(
            (label, result) ->
                result.missed().ifPresent(reason -> missed.add(new MissedRequest(label, reason))));
    return missed;
  }

  /** One line for each reason. */
  void tellMissed(TickProgress progress) {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    progress
        .results()
        .forEach(
            (label, result) ->
                result
                    .missed()
                    .ifPresent(
                        reason ->
                            byReason.computeIfAbsent(reason, any -> new ArrayList<>()).add(label)));
    byReason.forEach(
        (reason, labels) ->
            log.accept(
                "%s: %d requests of the tick %s brought nothing (%s%s): %s"
                    .formatted(
                        feed,
                        labels.size(),
                        progress.tick(),
                        String.join(", ", labels.subList(0, Math.min(NAMED, labels.size()))),
                        labels.size() > NAMED ? ", …" : "",
                        reason)));
    if (!isGiven(progress) && source.target().partial() == Partial.DISCARD) {
      log.accept(
          ("%s: nothing is stored for the tick %s, it is not whole; %d items that came are"
                  + " discarded (partial: keep would keep them)")
              .formatted(feed, progress.tick(), items(progress)));
    }
  }

  private static long items(TickProgress progress) {
    return progress.results().values().stream().mapToLong(each -> each.entries().size()).sum();
  }

  /** Of more items than it remembers, a feed gives the same ones again and again. */
  void tellForgotten(TickProgress progress) {
    int most = source.items().onlyNew().map(OnlyNew::remember).orElse(Integer.MAX_VALUE);
    long items =
        progress.results().values().stream()
            .flatMap(result -> result.traces().marks().stream())
            .distinct()
            .count();
    if (items > most) {
      log.accept(
          ("%s: the tick %s has %d items, but onlyNew remembers %d, so items are given again at"
                  + " each tick; set remember: %d or more")
              .formatted(feed, progress.tick(), items, most, items));
    }
  }

  void tellSkipped(long ticks, Instant next) {
    if (ticks > 0) {
      log.accept(
          "%s: %d ticks before %s were not asked for in time; the API has no past"
              .formatted(feed, ticks, next));
    }
  }
}
