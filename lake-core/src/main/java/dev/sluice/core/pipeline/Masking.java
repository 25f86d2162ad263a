package dev.sluice.core.pipeline;

import java.util.Map;

/**
 * Which fields of a stream's records are masked.
 *
 * @param fields by their names in the schema; may be empty
 * @param key the secret of Secrets Manager that holds the key; empty if no field is masked
 */
public record Masking(Map<String, Mask> fields, String key) {
  /** Records stay as they are. */
  public static final Masking NONE = new Masking(Map.of(), "");

  public Masking {
    fields = Map.copyOf(fields);
    if (fields.isEmpty() != key.isEmpty()) {
      throw new IllegalArgumentException("Masks need a key, and a key masks");
    }
  }

  /** Whether nothing is masked. */
  public boolean isNone() {
    return fields.isEmpty();
  }
}
