package dev.sluice.localaws.athena.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localaws.athena.result.QueryFailedException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Refuses partitions whose columns have other types than their table's, as Athena does. */
final class PartitionSchema {
  /** What Athena reads as a wider type. */
  private static final Map<String, Set<String>> COERCED =
      Map.of(
          "tinyint", Set.of("smallint", "int", "bigint"),
          "smallint", Set.of("int", "bigint"),
          "int", Set.of("bigint"),
          "float", Set.of("double"));

  private final LakeTable table;

  PartitionSchema(LakeTable table) {
    this.table = table;
  }

  void check(JsonNode partition, List<String> values) throws QueryFailedException {
    for (JsonNode column : partition.path("StorageDescriptor").path("Columns")) {
      String name = column.path("Name").asText().toLowerCase(Locale.ROOT);
      String type = column.path("Type").asText();
      for (LakeTable.Column declared : table.columns()) {
        if (declared.name().equals(name) && !fits(type, declared.type())) {
          throw mismatch(declared, type, values);
        }
      }
    }
  }

  private static boolean fits(String type, String declared) {
    return type.equalsIgnoreCase(declared)
        || COERCED.getOrDefault(HiveType.base(type), Set.of()).contains(HiveType.base(declared));
  }

  private QueryFailedException mismatch(LakeTable.Column column, String type, List<String> values) {
    return new QueryFailedException(
        "HIVE_PARTITION_SCHEMA_MISMATCH",
        ("There is a mismatch between the table and partition schemas. The types are incompatible"
                + " and cannot be coerced. The column '%s' in table '%s.%s' is declared as type"
                + " '%s', but partition '%s' declared column '%1$s' as type '%s'. A crawler whose"
                + " partitions inherit from the table keeps them alike.")
            .formatted(
                column.name(),
                table.database(),
                table.name(),
                column.type(),
                String.join("/", values),
                type));
  }
}
