package dev.sluice.iceberg;

import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Whether files of a table that was just made can be files of one that has a history. A statement
 * numbers its columns from 1 on, so the same number must mean the same column in all files; columns
 * that come after all that there ever were, or are left out at the end, do no harm.
 */
record SameColumns(TableMetadata table, TableMetadata made) {
  /**
   * Why they can't; empty: they can.
   *
   * @param location where the table is to lie
   */
  Optional<String> problem(String location) {
    if (!table.location().equals(location)) {
      return Optional.of("it lay in '%s'".formatted(table.location()));
    }
    if (!table.spec().equals(PartitionSpec.unpartitioned())) {
      return Optional.of("somebody else has partitioned it");
    }
    Map<Integer, NestedField> fields = TypeUtil.indexById(made.schema().asStruct());
    return fields.keySet().stream()
        .filter(id -> id <= table.lastColumnId())
        .sorted()
        .flatMap(id -> problem(id).stream())
        .findFirst();
  }

  private Optional<String> problem(int id) {
    String now = name(made, id);
    Type type = made.schema().findType(id);
    Type was = table.schema().findType(id);
    if (was == null) {
      return Optional.of("column %d is '%s', and once was another".formatted(id, now));
    }
    boolean isSame =
        name(table, id).equals(now)
            && (type.isPrimitiveType()
                ? TypeUtil.isPromotionAllowed(was, type.asPrimitiveType())
                : type.typeId() == was.typeId());
    return isSame
        ? Optional.empty()
        : Optional.of(
            "column %d is '%s' %s, and was '%s' %s".formatted(id, now, type, name(table, id), was));
  }

  private static String name(TableMetadata metadata, int id) {
    return metadata.schema().findColumnName(id);
  }
}
