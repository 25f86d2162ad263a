package dev.sluice.core.pipeline;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a pipeline's records, in declared order.
 *
 * @param fields at least one, names unique; no two have the same place in the record, and none lies
 *     within another
 */
public record Schema(List<Field> fields) {
  public Schema {
    fields = List.copyOf(fields);
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("A schema needs at least one field");
    }
    Set<String> names = new HashSet<>();
    for (Field field : fields) {
      if (!names.add(field.name())) {
        throw new IllegalArgumentException("Field '" + field.name() + "' is declared twice");
      }
      clash(fields, field)
          .ifPresent(
              other -> {
                throw new IllegalArgumentException(
                    "Field %s lies within %s".formatted(field.shown(), other.shown()));
              });
    }
  }

  /** Another of the fields that has the field's place, or holds it. */
  public static Optional<Field> clash(List<Field> fields, Field field) {
    List<String> path = field.path();
    return fields.stream()
        .filter(other -> !other.name().equals(field.name()))
        .filter(
            other ->
                other.path().size() <= path.size()
                    && path.subList(0, other.path().size()).equals(other.path()))
        .findFirst();
  }

  /** The field of that name, if declared. */
  public Optional<Field> field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /** The names of the record's own fields that are, or hold, those of the schema. */
  public List<String> ofRecord() {
    return fields.stream().map(field -> field.path().get(0)).distinct().toList();
  }
}
