package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.text.Device;
import dev.sluice.core.record.Slots;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Which records belong together: those with the same values in these slots. A group's name is the
 * value itself, or the values with slashes between them.
 */
public final class GroupBy {
  private static final String ABSENT = "(none)";

  private final int[] slots;
  private final int keySlot;

  /**
   * @param slots at least one
   * @param keySlot the slot of the record's key; where it is absent, the partition key stands in
   */
  public GroupBy(List<Integer> slots, int keySlot) {
    this.slots = slots.stream().mapToInt(Integer::intValue).toArray();
    this.keySlot = keySlot;
  }

  /** The slots; not to be changed. */
  int[] slots() {
    return slots;
  }

  /** The name of the group of the record in the slots. */
  public String name(Slots record, String partitionKey) {
    if (slots.length == 1) {
      return Device.named(value(slots[0], record, partitionKey));
    }
    StringJoiner name = new StringJoiner("/");
    for (int slot : slots) {
      String value = value(slot, record, partitionKey);
      name.add(value.replace("%", "%25").replace("/", "%2F"));
    }
    return Device.named(name.toString());
  }

  /** Whether the record itself says which group it is in, and not its partition key. */
  boolean isNamedBy(Slots record) {
    for (int slot : slots) {
      if (slot == keySlot && !record.isPresent(slot)) {
        return false;
      }
    }
    return true;
  }

  private String value(int slot, Slots record, String partitionKey) {
    String value = record.text(slot);
    String instead = slot == keySlot ? partitionKey : ABSENT;
    return value == null ? instead : value;
  }

  /** Fills the slots with the values of a group's name, where no record is at hand. */
  public void fill(String name, Slots record) {
    record.clear();
    List<String> values = values(name);
    for (int i = 0; i < Math.min(slots.length, values.size()); i++) {
      char[] chars = values.get(i).toCharArray();
      record.setText(slots[i], chars, 0, chars.length);
    }
  }

  private List<String> values(String name) {
    if (slots.length == 1) {
      return List.of(name);
    }
    List<String> values = new ArrayList<>();
    for (String part : name.split("/", -1)) {
      values.add(part.replace("%2F", "/").replace("%25", "%"));
    }
    return values;
  }
}
