package dev.sluice.core.pipeline;

import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A unit of time by which objects are partitioned, UTC, coarsest first. */
public enum PartitionField {
  YEAR(4, ChronoUnit.YEARS),
  MONTH(2, ChronoUnit.MONTHS),
  DAY(2, ChronoUnit.DAYS),
  HOUR(2, ChronoUnit.HOURS);

  private final int digits;
  private final ChronoUnit unit;

  PartitionField(int digits, ChronoUnit unit) {
    this.digits = digits;
    this.unit = unit;
  }

  /** How long a partition is whose finest field it is. */
  public ChronoUnit unit() {
    return unit;
  }

  /** The partition column's name. */
  public String columnName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How many digits a value has in a path. */
  public int digits() {
    return digits;
  }

  /** A value as it stands in a path, with leading zeros or without. */
  public String text(int value, boolean padded) {
    return padded ? text(value) : Integer.toString(value);
  }

  /** A value as it stands in a path, with leading zeros. */
  public String text(int value) {
    String text = Integer.toString(value);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }
}
