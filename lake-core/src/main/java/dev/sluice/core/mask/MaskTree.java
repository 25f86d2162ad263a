package dev.sluice.core.mask;

import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.Mask;
import dev.sluice.core.pipeline.Masking;
import dev.sluice.core.pipeline.RecordSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where in a record masked fields lie, and its key. */
final class MaskTree {
  private final Map<String, MaskTree> children = new HashMap<>();
  private Mask mask;
  private boolean isKey;

  static MaskTree of(RecordSpec record, Masking masking) {
    MaskTree root = new MaskTree();
    for (Field field : record.schema().fields()) {
      Mask mask = masking.fields().get(field.name());
      boolean isKey = field.name().equals(record.keyField());
      if (mask != null || isKey) {
        MaskTree place = root.at(field.path());
        place.mask = mask;
        place.isKey = isKey;
      }
    }
    return root;
  }

  private MaskTree at(List<String> path) {
    MaskTree place = this;
    for (String name : path) {
      place = place.children.computeIfAbsent(name, any -> new MaskTree());
    }
    return place;
  }

  /** What lies under a name, or at a place in an array; null: nothing that is masked. */
  MaskTree child(String name) {
    return children.get(name);
  }

  boolean hasChildren() {
    return !children.isEmpty();
  }

  /** The mask of what lies here, or null. */
  Mask mask() {
    return mask;
  }

  /** Whether the record's key lies here. */
  boolean isKey() {
    return isKey;
  }
}
