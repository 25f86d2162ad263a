package dev.sluice.core.record;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which of a record's fields are needed, and in which slot each is kept. Grows while binding. */
public final class SlotLayout {
  private final Map<String, Integer> slots = new LinkedHashMap<>();

  /** The slot of the field, a new one if it has none yet. */
  public int slotOf(String field) {
    Integer next = slots.size();
    Integer known = slots.putIfAbsent(field, next);
    return known == null ? next : known;
  }

  /** The slot of the field, or null if nobody needs it. */
  Integer find(String field) {
    return slots.get(field);
  }

  public int size() {
    return slots.size();
  }
}
