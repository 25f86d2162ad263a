package dev.sluice.core.alert;

import dev.sluice.core.alert.memory.Tally;
import dev.sluice.core.alert.memory.TallyKey;
import dev.sluice.core.alert.memory.WindowState;
import dev.sluice.core.alert.rule.BoundRule;
import dev.sluice.core.alert.rule.BoundRules;
import dev.sluice.core.alert.rule.Violation;
import dev.sluice.core.alert.rule.ViolationFinder;
import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.pipeline.AlertRule.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * Holds the live rules against records once more and counts, without telling anyone. Batches of a
 * shard come in their order, those of different shards in any. Rules that look at earlier records
 * know of those that were read here. Bounded: violations of more devices than there is room for are
 * counted together, rule by rule.
 */
public final class ViolationLog {
  private static final int BYTES_OF_A_SHARD = 200_000;

  private final BoundRules rules;
  private final Map<String, WindowState> shards = new HashMap<>();

  /** Nothing is counted yet. */
  public ViolationLog(BoundRules rules) {
    this.rules = rules;
  }

  /**
   * Violations of a rule by a device.
   *
   * @param rule the rule's name
   * @param severity the rule's
   * @param device the records' key
   * @param count how many
   * @param first event time of the earliest
   * @param last event time of the latest
   */
  public record Entry(
      String rule, Severity severity, String device, long count, Instant first, Instant last) {}

  /** Counts the violations by those of a batch's records that arrived then. */
  public void read(RecordBatch batch, LongPredicate arrivals) {
    WindowState state = shards.computeIfAbsent(batch.shardId(), shard -> newState());
    ViolationFinder finder = new ViolationFinder(rules, batch, state, new TreeMap<>());
    Consumer<Violation> count =
        each ->
            state.add(
                each.key(), each.moment().time(), each.moment().number(), each.moment().begins());
    for (int record = 0; record < batch.size(); record++) {
      if (arrivals.test(batch.arrivalMillis(record))) {
        finder.passTime(record, count);
        if (finder.find(record)) {
          finder.found().forEach(count);
        }
      }
    }
  }

  private WindowState newState() {
    return new WindowState(BYTES_OF_A_SHARD, rules.newMemories(BYTES_OF_A_SHARD));
  }

  /** What was counted, rule by rule in their order, each by device. */
  public List<Entry> entries() {
    TreeMap<TallyKey, Tally> all = new TreeMap<>();
    for (WindowState state : shards.values()) {
      state.tallies().forEach((key, tally) -> all.merge(key, tally, Tally::plus));
    }
    List<Entry> entries = new ArrayList<>();
    for (BoundRule rule : rules.rules()) {
      all.forEach(
          (key, tally) -> {
            if (key.rule().equals(rule.rule().name())) {
              entries.add(entry(rule, key, tally));
            }
          });
    }
    return entries;
  }

  private static Entry entry(BoundRule rule, TallyKey key, Tally tally) {
    return new Entry(
        key.rule(),
        rule.rule().severity(),
        key.deviceName(),
        tally.count(),
        Instant.ofEpochMilli(tally.earliest()),
        Instant.ofEpochMilli(tally.latest()));
  }
}
