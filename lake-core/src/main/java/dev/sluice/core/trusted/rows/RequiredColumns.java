package dev.sluice.core.trusted.rows;

import dev.sluice.core.pipeline.TrustedTable;

/** The columns without which a row is dropped. */
public final class RequiredColumns {
  private final RowLayout layout;
  private final int[] columns;

  public RequiredColumns(RowLayout layout) {
    this.layout = layout;
    columns = layout.required();
  }

  /** The first of them without a value, or -1. */
  public int missing(RowBuilder row) {
    for (int column : columns) {
      if (row.isNull(column)) {
        return column;
      }
    }
    return -1;
  }

  /** Why a row is dropped that has no value in that column. */
  String reason(int missing, RowBuilder row) {
    TrustedTable.Column column = layout.column(missing);
    if (layout.isKey(missing) && row.isIdBroken()) {
      return "%s is not Unicode: half of a surrogate pair".formatted(column.from());
    }
    return "no %s as %s".formatted(column.from(), column.type().glueType());
  }
}
