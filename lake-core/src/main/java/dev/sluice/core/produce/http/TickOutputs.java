package dev.sluice.core.produce.http;

import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.pipeline.source.HttpSource.Target;
import dev.sluice.core.produce.MissedRequest;
import dev.sluice.core.produce.RejectedRow;
import dev.sluice.core.produce.TickOutput;
import dev.sluice.core.produce.TickOutput.Landed;
import dev.sluice.core.produce.deliver.Entry;
import java.time.Instant;
import java.util.ArrayList;
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
    if (source.target() instanceof Target.Raw raw) {
      String key = new Template(raw.key()).fill(TickNames.of(progress.tick())::get);
      // An object that lacks pages would pass for the whole.
      Optional<Landed> landed =
          !missed.isEmpty() ? Optional.empty() : Optional.of(RawItems.landed(key, entries));
      return new TickOutput(List.of(), List.of(), rejected, landed, missed);
    }
    return new TickOutput(entries, List.of(), rejected, Optional.empty(), missed);
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
    if (!byReason.isEmpty() && source.target() instanceof Target.Raw) {
      log.accept(
          feed + ": nothing is stored for the tick " + progress.tick() + ", it is not whole");
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
