package dev.sluice.core.produce.http;

import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.pipeline.source.HttpSource.Target;
import dev.sluice.core.produce.MissedRequest;
import dev.sluice.core.produce.RejectedRow;
import dev.sluice.core.produce.Round;
import dev.sluice.core.produce.Round.Landed;
import dev.sluice.core.produce.deliver.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a complete round is for the producer, and what is to be said about it.
 *
 * @param feed the feed's name
 * @param log takes what is missing
 */
record RoundResult(HttpSource source, String feed, Consumer<String> log) {
  private static final int NAMED = 5;

  Round of(AskedRound round) {
    List<Entry> entries = new ArrayList<>();
    List<RejectedRow> rejected = new ArrayList<>();
    round
        .taken()
        .values()
        .forEach(
            taken -> {
              entries.addAll(taken.entries());
              rejected.addAll(taken.rejected());
            });
    List<MissedRequest> missed = missed(round);
    if (source.target() instanceof Target.Raw raw) {
      String key = new Template(raw.key()).fill(TickNames.of(round.tick())::get);
      // An object that lacks pages would pass for the whole.
      Optional<Landed> landed =
          !missed.isEmpty() ? Optional.empty() : Optional.of(RawItems.landed(key, entries));
      return new Round(List.of(), List.of(), rejected, landed, missed);
    }
    return new Round(entries, List.of(), rejected, Optional.empty(), missed);
  }

  private static List<MissedRequest> missed(AskedRound round) {
    List<MissedRequest> missed = new ArrayList<>();
    round
        .taken()
        .forEach(
            (label, taken) ->
                taken.missed().ifPresent(reason -> missed.add(new MissedRequest(label, reason))));
    return missed;
  }

  /** One line for each reason. */
  void tellMissed(AskedRound round) {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    round
        .taken()
        .forEach(
            (label, taken) ->
                taken
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
                        round.tick(),
                        String.join(", ", labels.subList(0, Math.min(NAMED, labels.size()))),
                        labels.size() > NAMED ? ", …" : "",
                        reason)));
    if (!byReason.isEmpty() && source.target() instanceof Target.Raw) {
      log.accept(feed + ": nothing is stored for the tick " + round.tick() + ", it is not whole");
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
