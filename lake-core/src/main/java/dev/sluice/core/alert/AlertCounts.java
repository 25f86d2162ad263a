package dev.sluice.core.alert;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one invocation did.
 *
 * @param violations of live rules
 * @param staging violations of staging rules, by rule
 * @param unwatched readings of groups for which rules with a memory had no room
 * @param stateLost whether the given state couldn't be read, so that its tallies are missing
 */
public record AlertCounts(
    Read read,
    int violations,
    Messages messages,
    SortedMap<String, Integer> staging,
    int unwatched,
    boolean stateLost) {
  public AlertCounts {
    staging = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(staging));
  }

  /**
   * What became of the records.
   *
   * @param records all, those of KPL aggregates one by one
   * @param skipped not a JSON object: left to the batch writer, which keeps them under {@code
   *     rejected/}
   * @param repeated passed over because the state says that they are done
   */
  public record Read(int records, int skipped, int repeated) {}

  /**
   * What became of alerts.
   *
   * @param published messages, summaries included
   * @param withheld alerts beyond the hour's budget, which are kept in the lake
   * @param merged violations that this invocation's summaries reported, and no alert of their own
   */
  public record Messages(int published, int withheld, long merged) {}

  /** Violations of all staging rules. */
  public int stagingTotal() {
    return staging.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** By name, as metrics. */
  public Map<String, Long> asMetrics() {
    Map<String, Long> metrics = new TreeMap<>();
    metrics.put("Records", (long) read.records());
    metrics.put("Skipped", (long) read.skipped());
    metrics.put("Repeated", (long) read.repeated());
    metrics.put("Violations", (long) violations);
    metrics.put("Published", (long) messages.published());
    metrics.put("Merged", messages.merged());
    metrics.put("Staging", (long) stagingTotal());
    metrics.put("Unwatched", (long) unwatched);
    // A metric costs by the month: only who has had a storm pays for it.
    if (messages.withheld() > 0) {
      metrics.put("Withheld", (long) messages.withheld());
    }
    return metrics;
  }
}
