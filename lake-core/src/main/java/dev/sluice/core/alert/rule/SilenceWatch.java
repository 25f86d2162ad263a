package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.memory.Memory;
import dev.sluice.core.alert.rule.SilenceDetector.Heard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Finds the groups of which nothing arrived for too long. Time is the arrival of the shard's
 * records: where none arrive at all, none is late.
 */
final class SilenceWatch {
  private final long silenceMillis;
  private final Map<String, Heard> groups;

  /** No group is due before; a lower bound, so that most records need no search. */
  private long nextDue = Long.MIN_VALUE;

  SilenceWatch(long silenceMillis, Map<String, Heard> groups) {
    this.silenceMillis = silenceMillis;
    this.groups = groups;
  }

  /** Takes in that a reading arrived. */
  void seen(long arrival) {
    nextDue = Math.min(nextDue, arrival + silenceMillis);
  }

  /** Takes in how long the shard had no record: what was silent with all others is not told. */
  void afterShardSilence(long millis) {
    if (millis >= silenceMillis) {
      for (Heard memory : groups.values()) {
        if (memory.quietSince != Memory.NONE) {
          memory.quietSince += millis;
        }
      }
    }
  }

  /** When a group's silence is to be told. */
  long due(Heard memory) {
    return memory.quietSince + silenceMillis;
  }

  /** The groups whose silence is to be told by now and was not, the longest silent first. */
  List<Map.Entry<String, Heard>> dueBy(long now) {
    if (now < nextDue) {
      return List.of();
    }
    List<Map.Entry<String, Heard>> due = new ArrayList<>();
    nextDue = Long.MAX_VALUE;
    for (Map.Entry<String, Heard> entry : groups.entrySet()) {
      Heard memory = entry.getValue();
      if (memory.quietSince == Memory.NONE || memory.isFiring()) {
        continue;
      }
      if (due(memory) <= now) {
        due.add(entry);
      } else {
        nextDue = Math.min(nextDue, due(memory));
      }
    }
    due.sort(
        Comparator.<Map.Entry<String, Heard>>comparingLong(entry -> due(entry.getValue()))
            .thenComparing(Map.Entry::getKey));
    return due;
  }
}
