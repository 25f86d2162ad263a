package dev.sluice.parquet;

/**
 * How the columns of a table stand in its Parquet files.
 *
 * @param ids their numbers
 * @param hasMicros whether timestamps are counted in microseconds, as table formats want them;
 *     otherwise in milliseconds
 */
public record ColumnStyle(FieldIds ids, boolean hasMicros) {
  /** Of files that are a table by themselves. */
  public static final ColumnStyle PLAIN = new ColumnStyle(FieldIds.BY_POSITION, false);
}
