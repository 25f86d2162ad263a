package dev.sluice.core.pipeline;

/** A unit of time by which objects are partitioned, UTC, coarsest first. */
public enum PartitionField {
  YEAR,
  MONTH,
  DAY,
  HOUR;

  /** The partition column's name. */
  public String columnName() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
