package dev.sluice.core.pipeline;

import java.util.Locale;

/** A unit of time by which objects are partitioned, UTC, coarsest first. */
public enum PartitionField {
  YEAR(4),
  MONTH(2),
  DAY(2),
  HOUR(2);

  private final int digits;

  PartitionField(int digits) {
    this.digits = digits;
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
