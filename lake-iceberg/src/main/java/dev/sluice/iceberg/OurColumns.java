package dev.sluice.iceberg;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The columns of a table that its designs made, as they were called then: so that it is seen if
 * somebody else renames or drops one.
 *
 * @param names by the columns' numbers
 */
record OurColumns(Map<Integer, String> names) {
  /** The table's property that has them. */
  static final String PROPERTY = "sluice.columns";

  /** Of a table that no design has made there are none. */
  static OurColumns of(TableMetadata metadata) {
    Map<Integer, String> names = new TreeMap<>();
    for (String column : metadata.properties().getOrDefault(PROPERTY, "").split(",")) {
      String[] parts = column.split("=", 2);
      if (!column.isEmpty()) {
        int number = Integer.parseInt(parts[0]);
        names.put(number, parts.length > 1 ? parts[1] : metadata.schema().findColumnName(number));
      }
    }
    return new OurColumns(names);
  }

  /** Whether a design has made the table, or taken it. */
  static boolean isOurs(TableMetadata metadata) {
    return metadata.properties().containsKey(PROPERTY);
  }

  boolean has(NestedField column) {
    return names.containsKey(column.fieldId());
  }

  Optional<Integer> number(String name) {
    return names.entrySet().stream()
        .filter(column -> name.equals(column.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Of a new table. */
  static String text(Schema schema) {
    return text(schema, Set.of());
  }

  /**
   * The property's value after a change of the schema.
   *
   * @param before that change
   */
  String text(Schema schema, Schema before) {
    return text(
        schema,
        before.columns().stream()
            .filter(column -> !has(column))
            .map(NestedField::fieldId)
            .collect(Collectors.toSet()));
  }

  private static String text(Schema schema, Set<Integer> foreign) {
    return schema.columns().stream()
        .filter(column -> !foreign.contains(column.fieldId()))
        .map(column -> column.fieldId() + "=" + column.name())
        .collect(Collectors.joining(","));
  }
}
