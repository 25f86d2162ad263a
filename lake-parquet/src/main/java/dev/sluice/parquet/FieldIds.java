package dev.sluice.parquet;

import dev.sluice.core.pipeline.TrustedTable;

/**
 * Gives each stored column of a table the number by which its Parquet files name it: readers that
 * know columns by number find them whatever they are called later. Others don't mind.
 */
@FunctionalInterface
public interface FieldIds {
  /** The column's place among the stored ones, from 1 on. */
  FieldIds BY_POSITION = (table, column) -> table.storedColumns().indexOf(column) + 1;

  /**
   * The column's number.
   *
   * @return positive; of two columns of a table never the same
   */
  int of(TrustedTable table, TrustedTable.Column column);
}
