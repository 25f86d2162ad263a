package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.memory.Memory;
import dev.sluice.core.record.Slots;
import java.util.ArrayList;
import java.util.List;

/**
 * The memories of groups that a batch met before, found by a record's characters without making a
 * string of them. Hashing with chains in flat arrays.
 */
final class GroupCache<M extends Memory> {
  private final int[] slots;
  private final List<String[]> keys = new ArrayList<>();
  private final List<M> memories = new ArrayList<>();
  private int[] heads = new int[64];
  private int[] next = new int[64];

  GroupCache(int[] slots) {
    this.slots = slots;
  }

  /** The memory of the record's group, or null if it was not added yet. */
  M find(Slots record) {
    int at = heads[hash(record) & (heads.length - 1)] - 1;
    while (at >= 0 && !matches(keys.get(at), record)) {
      at = next[at] - 1;
    }
    return at < 0 ? null : memories.get(at);
  }

  /** Adds the record's group, which must not be there yet. */
  void add(Slots record, M memory) {
    String[] key = new String[slots.length];
    for (int i = 0; i < slots.length; i++) {
      key[i] = record.text(slots[i]);
    }
    if (keys.size() == heads.length) {
      grow();
    }
    keys.add(key);
    memories.add(memory);
    link(keys.size() - 1, hash(record));
  }

  private void grow() {
    heads = new int[heads.length * 2];
    next = new int[heads.length];
    for (int i = 0; i < keys.size(); i++) {
      link(i, hash(keys.get(i)));
    }
  }

  private void link(int entry, int hash) {
    int head = hash & (heads.length - 1);
    next[entry] = heads[head];
    heads[head] = entry + 1;
  }

  private int hash(Slots record) {
    int hash = 0;
    for (int slot : slots) {
      hash = hash * 31 + record.textHash(slot);
    }
    return spread(hash);
  }

  private static int hash(String[] key) {
    int hash = 0;
    for (String value : key) {
      hash = hash * 31 + (value == null ? 0 : value.hashCode());
    }
    return spread(hash);
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 16);
  }

  private boolean matches(String[] key, Slots record) {
    for (int i = 0; i < slots.length; i++) {
      boolean same =
          key[i] == null ? !record.isPresent(slots[i]) : record.textEquals(slots[i], key[i]);
      if (!same) {
        return false;
      }
    }
    return true;
  }
}
