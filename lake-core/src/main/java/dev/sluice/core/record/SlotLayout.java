package dev.sluice.core.record;

import dev.sluice.core.pipeline.Schema;
import java.util.HashMap;
import java.util.Map;

/** Which of a record's fields are needed, and in which slot each is kept. Grows while binding. */
public final class SlotLayout {
  private final Schema schema;
  private final Map<String, Integer> slots = new HashMap<>();
  private final PathTree<Integer> places = new PathTree<>();

  public SlotLayout(Schema schema) {
    this.schema = schema;
  }

  /** The slot of a field of the schema, a new one if it has none yet. */
  public int slotOf(String field) {
    return slots.computeIfAbsent(
        field,
        name -> {
          int slot = slots.size();
          places.add(schema.field(name).orElseThrow().path(), slot);
          return slot;
        });
  }

  /** Where the values of the slots lie in a record. */
  PathTree<Integer> places() {
    return places;
  }

  public int size() {
    return slots.size();
  }
}
