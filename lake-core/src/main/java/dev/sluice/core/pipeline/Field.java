package dev.sluice.core.pipeline;

import java.util.List;

/**
 * One field of a pipeline's records.
 *
 * @param name by which rules, messages and columns speak of it
 * @param type what its value is
 * @param required whether a record without it, or with null, is rejected
 * @param from a JSON pointer (RFC 6901) to its value in the record; the name itself: the record's
 *     field of that name
 */
public record Field(String name, FieldType type, boolean required, String from) {
  public Field {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("A field needs a name, but has '" + name + "'");
    }
    if (!from.equals(name) && !FieldPath.isPointer(from)) {
      throw new IllegalArgumentException(
          "Field '%s' needs a JSON pointer, but has '%s'".formatted(name, from));
    }
  }

  /** A field that lies in the record under its name. */
  public Field(String name, FieldType type, boolean required) {
    this(name, type, required, name);
  }

  /** The names that lead to its value in the record: one for a field of the record itself. */
  public List<String> path() {
    return FieldPath.of(from);
  }

  /** What it is called in messages: its name, and where it lies if that is elsewhere. */
  public String shown() {
    return from.equals(name) ? "'" + name + "'" : "'%s' (%s)".formatted(name, from);
  }
}
