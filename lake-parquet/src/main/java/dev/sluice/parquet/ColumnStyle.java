package dev.sluice.parquet;

import java.util.List;

/**
 * How the columns of a table stand in its Parquet files.
 *
 * @param ids their numbers
 * @param hasMicros whether timestamps are counted in microseconds, as table formats want them;
 *     otherwise in milliseconds
 * @param constants columns behind the table's own, with the same value in all rows
 */
public record ColumnStyle(FieldIds ids, boolean hasMicros, List<Constant> constants) {
  public ColumnStyle {
    constants = List.copyOf(constants);
  }

  /** A column of 32 bits that has one value. */
  public record Constant(String name, int id, int value) {}

  /** Of files that are a table by themselves. */
  public static final ColumnStyle PLAIN = new ColumnStyle(FieldIds.BY_POSITION, false, List.of());
}
