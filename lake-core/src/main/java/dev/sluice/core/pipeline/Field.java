package dev.sluice.core.pipeline;

/**
 * One field of a pipeline's records.
 *
 * @param name the JSON name
 * @param type what its value is
 * @param required whether a record without it, or with null, is rejected
 */
public record Field(String name, FieldType type, boolean required) {
  public Field {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("A field needs a name, but has '" + name + "'");
    }
  }
}
