package dev.sluice.core.trusted.rows;

import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.flaw.CastFlaw;

/**
 * For which columns a row is dropped: it has no value there, or a flaw that is not borne. A row
 * that says a deletion has little else than its id.
 */
public final class RequiredColumns {
  private final RowLayout layout;
  private final int[] columns;
  private final int[] ofDeletions;
  private final int[] dropping;

  public RequiredColumns(RowLayout layout) {
    this.layout = layout;
    columns = layout.required();
    ofDeletions = layout.requiredOfDeletions();
    dropping = layout.where(column -> column.rule().onFail() == ColumnRule.OnFail.DROP);
  }

  /** The first column for which the row is dropped, or -1. */
  public int missing(RowBuilder row) {
    boolean isDeletion = layout.isDeletion(row.bytes(), 0);
    for (int column : isDeletion ? ofDeletions : columns) {
      if (row.isNull(column)) {
        return column;
      }
    }
    return isDeletion || row.flaws().isEmpty() ? -1 : flawed(row);
  }

  private int flawed(RowBuilder row) {
    for (int column : dropping) {
      if (row.flaws().of(column) != CastFlaw.NONE) {
        return column;
      }
    }
    return -1;
  }

  /** Why a row is dropped for that column. */
  String reason(int missing, RowBuilder row) {
    TrustedTable.Column column = layout.column(missing);
    CastFlaw flaw = row.flaws().of(missing);
    if (flaw == CastFlaw.NOT_UNICODE) {
      return "%s is not Unicode: half of a surrogate pair".formatted(column.from());
    }
    if (flaw != CastFlaw.NONE && column.rule().onFail() == ColumnRule.OnFail.DROP) {
      return "%s is %s".formatted(column.from(), flaw.reason(column));
    }
    return "no %s as %s".formatted(column.from(), column.glueType());
  }
}
