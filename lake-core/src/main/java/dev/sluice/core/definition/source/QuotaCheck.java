package dev.sluice.core.definition.source;

import dev.sluice.core.definition.yaml.Problems;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.source.HttpSource;
import java.time.Duration;
import java.util.Optional;

/**
 * The requests of an HTTP source beside its quota.
 *
 * @param requests of a tick
 */
record QuotaCheck(HttpSource source, int requests) {
  static QuotaCheck of(HttpSource source) {
    return new QuotaCheck(source, source.requestsPerTick());
  }

  /** Reports where the requests of an hour or a day are more than the quota. */
  void against(Optional<YamlNode> quota, Problems problems) {
    quota.ifPresent(
        node -> {
          compare(node, "an hour", Duration.ofHours(1), source.call().quota().hour(), problems);
          compare(node, "a day", Duration.ofDays(1), source.call().quota().day(), problems);
        });
  }

  private void compare(
      YamlNode node, String unit, Duration period, Optional<Integer> limit, Problems problems) {
    long ticks = ticksIn(period);
    if (limit.isPresent() && ticks * requests > limit.get()) {
      problems.add(node, text(unit, period, ticks, limit.get()));
    }
  }

  /** The most ticks that a period can hold. */
  private long ticksIn(Duration period) {
    long every = source.every().toMillis();
    return (period.toMillis() + every - 1) / every;
  }

  private String text(String unit, Duration period, long ticks, int limit) {
    long affordable = limit / requests;
    String slower =
        affordable == 0
            ? "more than the quota has for one tick"
            : "every " + rounded(Duration.ofMillis(period.toMillis() / affordable)) + " or slower";
    return "%d requests a tick, %d ticks %s make %d requests %s, but the quota is %d; %s, or %d"
            .formatted(requests, ticks, unit, ticks * requests, unit, limit, slower, limit / ticks)
        + " requests a tick at most";
  }

  /** Whole minutes, upwards; seconds below a minute. */
  private static String rounded(Duration exact) {
    long seconds = exact.toSeconds() + (exact.toMillisPart() > 0 ? 1 : 0);
    return seconds < 60 ? seconds + "s" : (seconds + 59) / 60 + "m";
  }
}
