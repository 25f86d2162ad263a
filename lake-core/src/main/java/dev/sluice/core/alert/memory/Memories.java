package dev.sluice.core.alert.memory;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What all rules remember of all groups of one shard. Bounded: once it is full, further groups are
 * not watched, which is counted where it happens.
 */
public final class Memories {
  /** No read from the store yet. */
  public static final int NOT_LOADED = -1;

  /** A memory with its quotes and separators: never more than this. */
  private static final int MEMORY_BYTES = 170;

  private final int limitBytes;
  private final Map<String, Map<String, Memory>> byRule = new HashMap<>();
  private int bytes;
  private long now = Memory.NONE;
  private int generation = NOT_LOADED;

  public Memories(int limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** The memory of a rule and group, a new one if there is none; null if there is no room. */
  public Memory of(String rule, String group) {
    Map<String, Memory> groups = groups(rule);
    Memory known = groups.get(group);
    if (known != null || bytes + size(rule, group) > limitBytes) {
      return known;
    }
    Memory memory = new Memory();
    put(rule, group, memory);
    return memory;
  }

  void put(String rule, String group, Memory memory) {
    if (groups(rule).put(group, memory) == null) {
      bytes += size(rule, group);
    }
  }

  /** The memories of a rule by group; not to be changed. */
  public Map<String, Memory> groups(String rule) {
    return byRule.computeIfAbsent(rule, name -> new HashMap<>());
  }

  /** Drops the groups of which no reading arrived since. */
  public void forgetBefore(String rule, long arrival) {
    Map<String, Memory> groups = groups(rule);
    for (Map.Entry<String, Memory> entry : new TreeMap<>(groups).entrySet()) {
      if (entry.getValue().get(Memory.SEEN) < arrival) {
        groups.remove(entry.getKey());
        bytes -= size(rule, entry.getKey());
      }
    }
  }

  /** Drops the memories of all other rules. */
  void keepOnly(Set<String> rules) {
    for (String rule : Set.copyOf(byRule.keySet())) {
      if (!rules.contains(rule)) {
        byRule.remove(rule).keySet().forEach(group -> bytes -= size(rule, group));
      }
    }
  }

  /** Those that hold something, by their names in the state. */
  SortedMap<String, Memory> named() {
    SortedMap<String, Memory> named = new TreeMap<>();
    byRule.forEach(
        (rule, groups) ->
            groups.forEach(
                (group, memory) -> {
                  if (memory.has(Memory.SEEN)) {
                    named.put("m/" + rule + "/" + group, memory);
                  }
                }));
    return Collections.unmodifiableSortedMap(named);
  }

  /** Reads what {@link #named} gave. A rule's name has no slash. */
  void putNamed(String name, Memory memory) {
    int slash = name.indexOf('/', 2);
    if (!name.startsWith("m/") || slash < 0) {
      throw new IllegalArgumentException("'" + name + "' is no memory");
    }
    put(name.substring(2, slash), name.substring(slash + 1), memory);
  }

  /** The latest arrival in the shard, epoch milliseconds; {@link Memory#NONE} before the first. */
  public long now() {
    return now;
  }

  public void setNow(long latestArrival) {
    now = latestArrival;
  }

  /** Which of the two stored objects these were read from; {@link #NOT_LOADED}: none was. */
  public int generation() {
    return generation;
  }

  public void setGeneration(int read) {
    generation = read;
  }

  private static int size(String rule, String group) {
    return MEMORY_BYTES + rule.length() + StateBytes.of(group);
  }
}
