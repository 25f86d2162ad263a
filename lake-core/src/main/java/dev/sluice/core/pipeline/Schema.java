package dev.sluice.core.pipeline;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a pipeline's records, in declared order.
 *
 * @param fields at least one, names unique
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
    }
  }

  /** The field of that name, if declared. */
  public Optional<Field> field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }
}
