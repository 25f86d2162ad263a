package dev.sluice.core.pipeline;

import java.util.List;

/**
 * A table of typed, de-duplicated rows made from raw, stored as Parquet under {@code
 * trusted/PIPELINE/TABLE/}, hive style.
 *
 * @param name of the table in the catalog, lower case
 * @param columns in order, at least one
 * @param dedupeBy the column whose equal values are duplicates
 * @param sortBy the columns by which rows are sorted, ascending; {@code dedupeBy} breaks ties
 * @param partition the leading fields of the raw partition
 */
public record TrustedTable(
    String name,
    List<Column> columns,
    String dedupeBy,
    List<String> sortBy,
    List<PartitionField> partition) {
  public TrustedTable {
    columns = List.copyOf(columns);
    sortBy = List.copyOf(sortBy);
    partition = List.copyOf(partition);
    List<String> names = columns.stream().map(Column::name).toList();
    if (!names.contains(dedupeBy) || !names.containsAll(sortBy)) {
      throw new IllegalArgumentException(
          "Table '" + name + "' has no column '" + dedupeBy + "' or not all of " + sortBy);
    }
  }

  /**
   * A column.
   *
   * @param name in the table: lower case letters, digits, underscore
   * @param type to which the field's value is cast
   * @param from the record's field
   * @param required whether a row without it is dropped
   * @param comment for the catalog, may be empty
   */
  public record Column(
      String name, FieldType type, String from, boolean required, String comment) {}
}
