package dev.sluice.core.alert.memory;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What all rules remember of all groups of one shard. Bounded: once it is full, further groups are
 * not watched, which is counted where it happens.
 */
public final class Memories {
  /** Not read from the store yet. */
  public static final int NOT_LOADED = -1;

  /** A memory with its quotes and separators: never more than this. */
  private static final int MEMORY_BYTES = 170;

  private final int limitBytes;
  private final Map<String, Supplier<? extends Memory>> rules;
  private final Map<String, Map<String, Memory>> byRule = new HashMap<>();
  private int bytes;
  private long now = Memory.NONE;
  private int generation = NOT_LOADED;

  /**
   * Empty ones.
   *
   * @param limitBytes in the state
   * @param rules makes the memories of each rule that has some, by its name
   */
  public Memories(int limitBytes, Map<String, Supplier<? extends Memory>> rules) {
    this.limitBytes = limitBytes;
    this.rules = rules;
    rules.keySet().forEach(rule -> byRule.put(rule, new HashMap<>()));
  }

  /** The memory of a rule and group, a new one if there is none; null if there is no room. */
  public Memory of(String rule, String group) {
    Memory known = groups(rule).get(group);
    if (known != null) {
      return known;
    }
    return bytes + size(rule, group) <= limitBytes ? put(rule, group) : null;
  }

  private Memory put(String rule, String group) {
    Memory memory = rules.get(rule).get();
    groups(rule).put(group, memory);
    bytes += size(rule, group);
    return memory;
  }

  /** The memories of a rule by group; not to be changed. */
  public Map<String, Memory> groups(String rule) {
    return byRule.get(rule);
  }

  /** Drops the groups of which no reading arrived since. */
  public void forgetBefore(String rule, long arrival) {
    groups(rule)
        .entrySet()
        .removeIf(
            entry -> {
              boolean isOld = entry.getValue().seen() < arrival;
              bytes -= isOld ? size(rule, entry.getKey()) : 0;
              return isOld;
            });
  }

  /** Takes a memory's name in the state and its text. */
  @FunctionalInterface
  interface Sink {
    void put(String name, String encoded) throws IOException;
  }

  /** Gives those that hold something, in the order of their names. */
  void writeTo(Sink sink) throws IOException {
    MemoryText.Writer writer = new MemoryText.Writer();
    for (Map.Entry<String, Map<String, Memory>> rule : prefixed().entrySet()) {
      String[] groups = rule.getValue().keySet().toArray(String[]::new);
      Arrays.sort(groups);
      for (String group : groups) {
        Memory memory = rule.getValue().get(group);
        if (memory.seen() != Memory.NONE) {
          sink.put(rule.getKey() + group, writer.write(memory));
        }
      }
    }
  }

  /** A rule's name has no slash, so that the prefixes have the order of the whole names. */
  private SortedMap<String, Map<String, Memory>> prefixed() {
    SortedMap<String, Map<String, Memory>> prefixed = new TreeMap<>();
    byRule.forEach((rule, groups) -> prefixed.put("m/" + rule + "/", groups));
    return prefixed;
  }

  /** Reads one that {@link #writeTo} gave; of a rule that is not defined any longer, nothing. */
  void decode(String name, String encoded) {
    int slash = name.indexOf('/', 2);
    if (slash < 0) {
      throw new IllegalArgumentException("'" + name + "' does not name a rule and its group");
    }
    String rule = name.substring(2, slash);
    if (rules.containsKey(rule)) {
      MemoryText.read(encoded, put(rule, name.substring(slash + 1)));
    }
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
    return MEMORY_BYTES + rule.length() + StateCodec.bytes(group);
  }
}
