package dev.sluice.core.alert;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one invocation did.
 *
 * @param records read, those of KPL aggregates one by one
 * @param skipped not a JSON object: left to the batch writer, which keeps them under {@code
 *     rejected/}
 * @param repeated passed over because the state says that they are done
 * @param violations of live rules
 * @param published messages, summaries included
 * @param withheld alerts beyond the hour's budget, which are kept in the lake
 * @param merged violations that were told in this invocation's summaries and not by themselves
 * @param staging violations of staging rules, by rule
 * @param unwatched readings of groups for which rules with a memory had no room
 * @param stateLost whether the given state couldn't be read, so that its tallies are missing
 */
public record AlertCounts(
    int records,
    int skipped,
    int repeated,
    int violations,
    int published,
    int withheld,
    long merged,
    SortedMap<String, Integer> staging,
    int unwatched,
    boolean stateLost) {
  public AlertCounts {
    staging = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(staging));
  }

  /** Violations of all staging rules. */
  public int stagingTotal() {
    return staging.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** By name, as metrics. */
  public Map<String, Long> asMetrics() {
    Map<String, Long> metrics = new TreeMap<>();
    metrics.put("Records", (long) records);
    metrics.put("Skipped", (long) skipped);
    metrics.put("Repeated", (long) repeated);
    metrics.put("Violations", (long) violations);
    metrics.put("Published", (long) published);
    metrics.put("Merged", merged);
    metrics.put("Staging", (long) stagingTotal());
    metrics.put("Unwatched", (long) unwatched);
    // A metric costs by the month: only who has had a storm pays for it.
    if (withheld > 0) {
      metrics.put("Withheld", (long) withheld);
    }
    return metrics;
  }
}
